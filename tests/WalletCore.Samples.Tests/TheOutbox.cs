using System.Globalization;
using Microsoft.Data.Sqlite;
using WalletCore.Samples.Tests.Support;
using WalletCore.Sqlite;

namespace WalletCore.Samples.Tests;

/// <summary>A consumer of the journal in a process of its own, killed again and again while another process writes.</summary>
public sealed class TheOutbox : IDisposable
{
    private const int Transfers = 1_200;
    private const int Kills = 8;

    private readonly string _folder = Directory.CreateTempSubdirectory("walletcore-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Takes_effect_exactly_once_and_in_order_however_often_it_is_killed()
    {
        var (wallets, inbox) = (Path.Combine(_folder, "wallets.db"), Path.Combine(_folder, "inbox.db"));
        await using var store = new SqliteWalletStore(wallets);
        await using var ledger = await Ledger.OpenAsync(store);
        var ana = (await ledger.OpenWalletAsync(new OpenWallet("usr_ana") { Currency = Currency.EUR })).ValueOrThrow().Id;
        var bob = (await ledger.OpenWalletAsync(new OpenWallet("usr_bob") { Currency = Currency.EUR })).ValueOrThrow().Id;
        (await ledger.DepositAsync(new Deposit(ana, Money.EUR(1_000_000m)))).ValueOrThrow();
        var written = 0;
        var random = new Random(7);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var consumer = SampleProcess.Start("Outbox", wallets, inbox);
            var more = Transfers / Kills;
            var writing = Task.Run(async () =>
            {
                for (var i = 0; i < more; i++)
                {
                    (await ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(0.01m * (1 + written++))))).ValueOrThrow();
                }
            });

            // Somewhere in the middle, at another place each time; the kill hits whatever it is doing then.
            for (var lines = random.Next(1, more); lines > 0; lines--)
            {
                await consumer.WrittenAsync("delivered");
            }

            Assert.NotEqual(0, (await consumer.KillAsync()).ExitCode);
            await writing;
        }

        var journal = await ledger.Reader.ReadJournalAsync().ToListAsync();
        var end = journal[^1].Sequence;
        Assert.Equal(Transfers + 3, end);
        var last = await SampleProcess.RunAsync("Outbox", wallets, inbox, end.ToString(CultureInfo.InvariantCulture));
        Assert.Equal((0, ""), (last.ExitCode, last.Errors));

        Assert.Equal(journal.Select(transaction => transaction.Id.ToString()), Column(inbox, "SELECT transaction_id FROM notices ORDER BY number"));
        Assert.Equal([$"{Transfers}|{(long)Transfers * (Transfers + 1) / 2}"], Column(inbox, "SELECT count || '|' || cents FROM turnover WHERE type = 'transfer'"));
        Assert.Equal([end.ToString(CultureInfo.InvariantCulture)], Column(inbox, "SELECT CAST(sequence AS TEXT) FROM position"));
    }

    private static List<string> Column(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var values = new List<string>();
        while (rows.Read())
        {
            values.Add(rows.GetString(0));
        }

        return values;
    }
}
