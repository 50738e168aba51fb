using System.Globalization;

namespace Samples.MarketplaceDay;

/// <summary>What the command line says.</summary>
internal sealed record Arguments
{
    public const string Usage =
        """
        usage: MarketplaceDay                     generate a day where there is none, and play it
               MarketplaceDay generate [options]  write a day's file
               MarketplaceDay play [options]      play a day's file into a ledger

          --folder <folder>  where the day and the ledger are (./marketplace-day)
          --day <file>       the day's file (day.csv in the folder)
          --ledger <file>    the ledger's file (wallets.db in the folder)
          --seed <number>    which day to generate (7)
          --count <lines>    how many lines it has, 100 to 10000000 (100000)
          --wallet <owner>   whose statement to print (customer-1)
        """;

    public string? Verb { get; private init; }

    public string Folder { get; private init; } = "marketplace-day";

    public string Day { get => field ?? Path.Combine(Folder, "day.csv"); private init; }

    public string Ledger { get => field ?? Path.Combine(Folder, "wallets.db"); private init; }

    public ulong Seed { get; private init; } = 7;

    public int Count { get; private init; } = 100_000;

    public string Wallet { get; private init; } = "customer-1";

    /// <summary>Null when they make no sense.</summary>
    public static Arguments? Parse(string[] args)
    {
        var parsed = new Arguments();
        var options = args.AsSpan();
        if (args.Length > 0 && !args[0].StartsWith("--", StringComparison.Ordinal))
        {
            parsed = parsed with { Verb = args[0] };
            options = options[1..];
        }

        for (; options.Length >= 2; options = options[2..])
        {
            var value = options[1];
            parsed = options[0] switch
            {
                "--folder" => parsed with { Folder = value },
                "--day" => parsed with { Day = value },
                "--ledger" => parsed with { Ledger = value },
                "--wallet" => parsed with { Wallet = value },
                "--seed" when ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) => parsed with { Seed = seed },
                "--count" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 100 and <= 10_000_000
                    => parsed with { Count = count },
                _ => null,
            };
            if (parsed is null)
            {
                return null;
            }
        }

        return options.Length == 0 && parsed.Verb is null or "generate" or "play" ? parsed : null;
    }
}
