using System.Diagnostics;
using System.Globalization;
using WalletCore.Load.Measuring;
using WalletCore.PostgreSql;

namespace WalletCore.Load.Contestants.PostgreSql;

/// <summary>A copy of this program that has the same ledger open, and runs a crowd of its own whenever it is told to.</summary>
internal sealed class Peer : IDisposable
{
    /// <summary>The first argument of the copy.</summary>
    public const string Argument = "postgresql-peer";

    private const string ConnectionVariable = "WALLETCORE_LOAD_CONNECTION";
    private const string WalletsVariable = "WALLETCORE_LOAD_WALLETS";
    private const string Ready = "ready";

    private readonly Process _process;

    private Peer(Process process) => _process = process;

    public static async Task<Peer> StartAsync(string connectionString, int wallets)
    {
        var self = Environment.ProcessPath!;
        var start = new ProcessStartInfo(self) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(self) == "dotnet")
        {
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        }

        start.ArgumentList.Add(Argument);
        start.Environment[ConnectionVariable] = connectionString;
        start.Environment[WalletsVariable] = wallets.ToString(CultureInfo.InvariantCulture);
        var peer = new Peer(Process.Start(start)!);
        if (await peer._process.StandardOutput.ReadLineAsync() != Ready)
        {
            throw new InvalidOperationException("The second process did not open the ledger.");
        }

        return peer;
    }

    /// <summary>What the copy does: runs crowds until its input ends.</summary>
    public static async Task<int> RunAsync()
    {
        var store = PostgreSqlWalletStore.FromConnectionString(Environment.GetEnvironmentVariable(ConnectionVariable)!);
        var wallets = int.Parse(Environment.GetEnvironmentVariable(WalletsVariable)!, CultureInfo.InvariantCulture);
        await using var ledger = new OtherKeys(await OpenedLedger.OpenAsync("peer", store, wallets), "peer-");
        await Console.Out.WriteLineAsync(Ready);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var words = line.Split(' ');
            var traffic = words[0] == "hot" ? Traffic.Hot(wallets) : Traffic.Uniform(wallets);
            var sample = await Crowd.RunAsync(
                ledger, traffic, int.Parse(words[1], CultureInfo.InvariantCulture), double.Parse(words[2], CultureInfo.InvariantCulture));
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{sample.Count} {sample.Seconds:R} {sample.Median:R} {sample.P99:R} {sample.CpuSeconds:R} {sample.Allocated}"));
        }

        return 0;
    }

    public async Task<Sample> RunAsync(Traffic traffic, int callers, double seconds)
    {
        await _process.StandardInput.WriteLineAsync(
            string.Create(CultureInfo.InvariantCulture, $"{(traffic.IsHot ? "hot" : "uniform")} {callers} {seconds:R}"));
        await _process.StandardInput.FlushAsync();
        var line = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The second process ended.");
        var words = line.Split(' ');
        return new Sample(
            long.Parse(words[0], CultureInfo.InvariantCulture), Number(1), Number(2), Number(3), Number(4), long.Parse(words[5], CultureInfo.InvariantCulture));

        double Number(int word) => double.Parse(words[word], CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>Two processes count their callers from the same number, and keys are unique in a ledger.</summary>
    private sealed class OtherKeys(OpenedLedger inner, string prefix) : IContestant
    {
        public string Name => inner.Name;

        public ValueTask TransferAsync(Ask ask, string key) => inner.TransferAsync(ask, prefix + key);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
