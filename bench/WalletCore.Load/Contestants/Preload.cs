using System.Globalization;
using WalletCore.Load.Measuring;
using WalletCore.Sqlite;

namespace WalletCore.Load.Contestants;

/// <summary>
/// Files with a history in them. Each is made once and kept beside the measurements for the next run of the same build; measurements get
/// copies.
/// </summary>
internal static class Preload
{
    private const int BatchLength = 4_096;

    /// <summary>A copy of a wallet file with so many transfers in it, closed and checkpointed.</summary>
    public static async Task<string> LedgerAsync(Settings settings, Traffic traffic, int history, string copy)
    {
        var kept = Keep(settings, $"ledger-{Build()}-{(traffic.IsHot ? "hot" : "uniform")}-{traffic.Wallets}-{history}.db");
        if (!File.Exists(kept))
        {
            var making = Fresh(kept + ".making");
            var ledger = await OpenedLedger.OpenAsync("preload", new SqliteWalletStore(making), traffic.Wallets);
            await using (ledger)
            {
                await Batches.RunAsync(ledger, traffic, history, BatchLength);
            }

            File.Move(making, kept);
        }

        return Copy(settings, kept, copy);
    }

    /// <summary>A copy of a file with the plain schema and so many transfers in it.</summary>
    public static string Plain(Settings settings, int history, string copy)
    {
        var kept = Keep(settings, string.Create(CultureInfo.InvariantCulture, $"plain-{settings.Wallets}-{history}.db"));
        if (!File.Exists(kept))
        {
            var making = Fresh(kept + ".making");
            PlainSchema.Create(making, settings.Wallets, history);
            File.Move(making, kept);
        }

        return Copy(settings, kept, copy);
    }

    public static void Delete(params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
        {
            Fresh(path);
        }
    }

    /// <summary>A file of another build may have another layout, so the builds are part of the name.</summary>
    private static string Build() =>
        $"{typeof(Ledger).Module.ModuleVersionId.ToString("N")[..8]}{typeof(SqliteWalletStore).Module.ModuleVersionId.ToString("N")[..8]}";

    private static string Keep(Settings settings, string name) => Path.Combine(settings.Folder, name);

    private static string Copy(Settings settings, string kept, string copy)
    {
        var path = Fresh(Path.Combine(settings.Folder, copy));
        File.Copy(kept, path);
        return path;
    }

    private static string Fresh(string path)
    {
        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            File.Delete(path + suffix);
        }

        return path;
    }
}
