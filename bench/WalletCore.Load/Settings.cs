using System.Globalization;

namespace WalletCore.Load;

/// <summary>What the command line asks for.</summary>
internal sealed record Settings
{
    public const string Usage =
        """
        WalletCore.Load <sqlite|postgresql|processes|memory|growth|disk|reads|all> [options]
          --seconds N    length of one measurement (default 3)
          --rounds N     measurements of each contestant (default 3)
          --history N    transactions in the files before the measurement (default 1,000,000)
          --wallets N    wallets (default 10,000; postgresql and processes: 1,000)
          --folder PATH  where the files are made (default: the system's folder for temporary files)
          --report       also write bench/reports/<scenario>.md
          --quick        small sizes, under a minute in all; exits with 1 when something does not work
        """;

    public required string Scenario { get; init; }

    public double Seconds { get; init; } = 3;

    public int Rounds { get; init; } = 3;

    public int History { get; init; } = 1_000_000;

    public int Wallets { get; init; } = 10_000;

    /// <summary>Whether the command line names the number of wallets.</summary>
    public bool IsWalletsGiven { get; init; }

    public string Folder { get; init; } = Path.Combine(Path.GetTempPath(), "walletcore-load");

    public bool IsQuick { get; init; }

    public bool WritesReport { get; init; }

    /// <summary>Set in the copy of this program that the memory scenario starts on one core.</summary>
    public bool IsOnOneCore { get; init; }

    /// <summary>Reads the command line; null when it is not understood.</summary>
    public static Settings? Read(string[] arguments)
    {
        if (arguments.Length == 0 || arguments[0].StartsWith('-'))
        {
            return null;
        }

        var settings = new Settings { Scenario = arguments[0] };
        if (arguments.Contains("--quick", StringComparer.Ordinal))
        {
            settings = settings with { IsQuick = true, Seconds = 0.25, Rounds = 1, History = 20_000, Wallets = 1_000 };
        }

        for (var i = 1; i < arguments.Length; i++)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            switch (arguments[i])
            {
                case "--quick":
                    break;
                case "--report":
                    settings = settings with { WritesReport = true };
                    break;
                case "--on-one-core":
                    settings = settings with { IsOnOneCore = true };
                    break;
                case "--folder" when value.Length > 0:
                    settings = settings with { Folder = value };
                    i++;
                    break;
                case "--seconds" when double.TryParse(value, CultureInfo.InvariantCulture, out var seconds) && seconds > 0:
                    settings = settings with { Seconds = seconds };
                    i++;
                    break;
                case "--rounds" or "--history" or "--wallets" when int.TryParse(value, CultureInfo.InvariantCulture, out var number) && number > 0:
                    settings = arguments[i] switch
                    {
                        "--rounds" => settings with { Rounds = number },
                        "--history" => settings with { History = number },
                        _ => settings with { Wallets = number, IsWalletsGiven = true },
                    };
                    i++;
                    break;
                default:
                    return null;
            }
        }

        return settings;
    }
}
