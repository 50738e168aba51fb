using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using WalletCore.Load.Measuring;

namespace WalletCore.Load.Contestants;

/// <summary>
/// The floor: the rows that the library writes for a commit, written by hand into a copy of the library's own file, in a loop that does
/// nothing else. No queue, no callers, no rules, no look-up of keys, no hash: what SQLite and the disk cost by themselves.
/// </summary>
internal sealed class Floor : IDisposable
{
    private const int WaypointInterval = 64;
    private const int BalanceLagMax = 1 << 10;
    private const int FingerprintLength = 11;
    private const int HashLength = 32;
    private const int MovementFlags = 0;
    private const int BusinessDaysFromYearOne = 719_162;

    private readonly SqliteConnection _connection;
    private readonly FloorStatements _sql;
    private readonly long[] _accounts;
    private readonly Balance[] _balances;
    private readonly long _rule;
    private readonly FloorKeys _keyIndex;
    private readonly bool[] _isDirty;
    private readonly List<int> _dirty = [];
    private readonly Random _random = new(1);
    private long _sequence;
    private long _postings;
    private long _commits;
    private long _indexed;
    private long _balancesThrough;
    private long _keys;

    public Floor(string path, int wallets)
    {
        Path = path;
        _connection = SqliteFile.Open(path);
        _sql = new FloorStatements(_connection);
        _sequence = SqliteFile.Scalar(_connection, "SELECT sequence FROM ledgers");
        _postings = SqliteFile.Scalar(_connection, "SELECT postings FROM ledgers");
        _commits = SqliteFile.Scalar(_connection, "SELECT commits FROM ledgers");
        _indexed = SqliteFile.Scalar(_connection, "SELECT keys_indexed_through FROM ledgers");
        _balancesThrough = SqliteFile.Scalar(_connection, "SELECT balances_through FROM ledgers");
        _rule = SqliteFile.Scalar(_connection, "SELECT id FROM rules WHERE name = 'transfer'");
        _accounts = new long[wallets];
        _balances = new Balance[wallets];
        _isDirty = new bool[wallets];
        ReadBalances();
        _keyIndex = new FloorKeys(_connection, _sequence - _indexed);
    }

    public string Path { get; }

    /// <summary>Writes groups of that length for so long.</summary>
    public Sample Run(Traffic traffic, double groupLength, double seconds)
    {
        var group = Math.Max(1, (int)Math.Round(groupLength));
        var before = SqliteFile.LengthOf(Path);
        var meter = Meter.Start();
        var end = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        long count = 0;
        while (Stopwatch.GetTimestamp() < end)
        {
            WriteGroup(traffic, group);
            count += group;
        }

        return meter.Stop(count) with { DiskBytes = SqliteFile.LengthOf(Path) - before, GroupLength = group };
    }

    public void Dispose()
    {
        _keyIndex.Dispose();
        _sql.Dispose();
        _connection.Dispose();
    }

    private void ReadBalances()
    {
        using var command = _connection.CreateCommand();
        command.CommandText =
            """
            SELECT b.id, b.available, b.entry_count, b.last_entry FROM accounts a JOIN balances b ON b.id = a.id WHERE a.wallet > 0 ORDER BY a.wallet
            """;
        using var rows = command.ExecuteReader();
        for (var i = 0; i < _accounts.Length && rows.Read(); i++)
        {
            _accounts[i] = rows.GetInt64(0);
            _balances[i] = new Balance { Available = rows.GetInt64(1), Entries = rows.GetInt64(2), Last = rows.GetInt64(3) };
        }
    }

    private void WriteGroup(Traffic traffic, int group)
    {
        var micros = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1000;
        var day = BusinessDaysFromYearOne + (micros / 86_400_000_000);
        Span<byte> key = stackalloc byte[40];
        Span<byte> fingerprint = stackalloc byte[FingerprintLength];
        var first = _sequence + 1;
        _sql.Begin.Run();
        for (var i = 0; i < group; i++)
        {
            var ask = traffic.Next(_random);
            var sequence = ++_sequence;
            var posting = ++_postings;
            _ = System.Text.Unicode.Utf8.TryWrite(key, $"f1-{i}-{++_keys}", out var keyLength);
            _random.NextBytes(fingerprint);
            var debitPrevious = Move(ask.From, -ask.AmountMinor, posting * 2, micros, day);
            var creditPrevious = Move(ask.To, ask.AmountMinor, (posting * 2) + 1, micros, day);
            _sql.Transaction.Bind(1, sequence).Bind(2, micros).Bind(3, _rule).Bind(4, posting).Bind(5, 1).Bind(6, ask.AmountMinor)
                .BindText(7, "EUR"u8).Bind(8, day).BindText(9, key[..keyLength]).BindBlob(10, fingerprint).Bind(12, 0).Bind(13, 0).Bind(14, 0).Run();
            _sql.Posting.Bind(1, posting).Bind(2, sequence).Bind(3, _accounts[ask.From]).Bind(4, _accounts[ask.To]).Bind(5, MovementFlags)
                .Bind(6, ask.AmountMinor).Bind(7, _balances[ask.From].Available).Bind(8, 0).Bind(9, _balances[ask.To].Available).Bind(10, 0)
                .Bind(11, debitPrevious).Bind(12, creditPrevious).Run();
        }

        var areBalancesDue = _postings - _balancesThrough > BalanceLagMax;
        if (areBalancesDue)
        {
            WriteBalances(day);
            _balancesThrough = _postings;
        }

        var indexed = _keyIndex.Write(group);
        _indexed += indexed;
        Span<byte> hash = stackalloc byte[HashLength];
        _random.NextBytes(hash);
        _sql.Commit.Bind(1, ++_commits).Bind(2, first).Bind(3, _sequence).Bind(4, micros).BindBlob(5, hash).Run();
        if (areBalancesDue || indexed > 0)
        {
            // The other commits say by themselves where the ledger stands.
            _sql.Head.Bind(1, _sequence).Bind(2, _postings).Bind(3, _commits).Bind(4, micros).BindBlob(5, hash).Bind(6, _indexed).Bind(7, _balancesThrough).Run();
        }

        _sql.End.Run();
    }

    private long Move(int wallet, long change, long entry, long micros, long day)
    {
        ref var balance = ref _balances[wallet];
        var previous = balance.Last;
        balance.Available += change;
        balance.Entries++;
        balance.Last = entry;
        if (balance.Entries % WaypointInterval == 0)
        {
            _sql.Waypoint.Bind(1, _accounts[wallet]).Bind(2, balance.Entries).Bind(3, entry).Bind(4, micros).Bind(5, day).Bind(6, day).Run();
        }

        if (!_isDirty[wallet])
        {
            _isDirty[wallet] = true;
            _dirty.Add(wallet);
        }

        return previous;
    }

    private void WriteBalances(long day)
    {
        _dirty.Sort();
        foreach (var wallet in _dirty)
        {
            ref var balance = ref _balances[wallet];
            _sql.Balance.Bind(1, _accounts[wallet]).Bind(2, balance.Available).Bind(3, 0).Bind(4, balance.Entries).Bind(5, balance.Last)
                .Bind(6, day).Bind(7, 0).Run();
            _isDirty[wallet] = false;
        }

        _dirty.Clear();
    }

    [StructLayout(LayoutKind.Auto)]
    private record struct Balance
    {
        public long Available;
        public long Entries;
        public long Last;
    }
}
