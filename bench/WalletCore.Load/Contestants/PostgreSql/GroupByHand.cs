using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Npgsql;
using WalletCore.Load.Measuring;

namespace WalletCore.Load.Contestants.PostgreSql;

/// <summary>
/// Group commit written by hand: one writer writes full groups with arrays in two round trips, in a loop that does nothing else. The first
/// locks the head, and so keeps out other writers, and reads the wallets; the second writes and commits. No queue, no callers, no rules, no
/// look-up of keys, no chain, no history of an account: what PostgreSQL costs by itself.
/// </summary>
internal sealed class GroupByHand(NpgsqlDataSource source)
{
    private const string Lock = "SELECT last_transfer FROM head FOR UPDATE";
    private const string Read = "SELECT id, balance FROM wallets WHERE id = ANY ($1)";
    private const string Wallets = "UPDATE wallets SET balance = new.balance FROM unnest($1, $2) AS new (id, balance) WHERE wallets.id = new.id";

    private const string Transfers =
        "INSERT INTO transfers (id, idempotency_key, from_wallet, to_wallet, amount) SELECT * FROM unnest($1, $2, $3, $4, $5)";

    private const string Entries = "INSERT INTO entries (id, transfer_id, wallet_id, amount, balance_after) SELECT * FROM unnest($1, $2, $3, $4, $5)";
    private const string Head = "UPDATE head SET last_transfer = $1";

    private readonly List<(Ask Ask, string Key)> _group = [];
    private readonly Dictionary<long, long> _balances = [];
    private readonly Random _random = new(1);
    private long _keys;

    /// <summary>Writes groups of that length for so long.</summary>
    public async Task<Sample> RunAsync(Traffic traffic, int groupLength, double seconds)
    {
        await using var connection = await source.OpenConnectionAsync();
        var latencies = new LatencyHistogram();
        var meter = Meter.Start();
        var end = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        long count = 0;
        for (var began = Stopwatch.GetTimestamp(); began < end; count += groupLength)
        {
            _group.Clear();
            for (var i = 0; i < groupLength; i++)
            {
                _group.Add((traffic.Next(_random), string.Create(CultureInfo.InvariantCulture, $"g-{i}-{++_keys}")));
            }

            await WriteGroupAsync(connection);
            var now = Stopwatch.GetTimestamp();
            latencies.Record((long)Stopwatch.GetElapsedTime(began, now).TotalNanoseconds);
            began = now;
        }

        return meter.Stop(count, latencies) with { GroupLength = groupLength };
    }

    private async Task WriteGroupAsync(NpgsqlConnection connection)
    {
        var last = await LoadAsync(connection);
        var count = _group.Count;
        var (ids, keys) = (new long[count], new string[count]);
        var (from, to, amounts) = (new long[count], new long[count], new long[count]);
        var (entries, transfers, wallets) = (new long[2 * count], new long[2 * count], new long[2 * count]);
        var (changes, after) = (new long[2 * count], new long[2 * count]);
        for (var i = 0; i < count; i++)
        {
            var (ask, id) = (_group[i].Ask, last + i + 1);
            (ids[i], keys[i], from[i], to[i], amounts[i]) = (id, _group[i].Key, ask.From, ask.To, ask.AmountMinor);
            Enter(2 * i, id, ask.From, -ask.AmountMinor);
            Enter((2 * i) + 1, id, ask.To, ask.AmountMinor);
        }

        await using var batch = new NpgsqlBatch(connection);
        Add(batch, Wallets).With(_balances.Keys.ToArray()).With(_balances.Values.ToArray());
        Add(batch, Transfers).With(ids).With(keys).With(from).With(to).With(amounts);
        Add(batch, Entries).With(entries).With(transfers).With(wallets).With(changes).With(after);
        Add(batch, Head).With(last + count);
        Add(batch, "COMMIT");
        await batch.ExecuteNonQueryAsync();

        void Enter(int entry, long transfer, long wallet, long change)
        {
            ref var balance = ref CollectionsMarshal.GetValueRefOrNullRef(_balances, wallet);
            if (Unsafe.IsNullRef(ref balance) || balance + change < 0)
            {
                throw new InvalidOperationException("Insufficient funds.");
            }

            balance += change;
            (entries[entry], transfers[entry], wallets[entry]) = ((2 * transfer) + (entry & 1), transfer, wallet);
            (changes[entry], after[entry]) = (change, balance);
        }
    }

    private async Task<long> LoadAsync(NpgsqlConnection connection)
    {
        _balances.Clear();
        foreach (var (ask, _) in _group)
        {
            _balances[ask.From] = 0;
            _balances[ask.To] = 0;
        }

        await using var batch = new NpgsqlBatch(connection);
        Add(batch, "BEGIN");
        Add(batch, Lock);
        Add(batch, Read).With(_balances.Keys.ToArray());
        await using var rows = await batch.ExecuteReaderAsync();
        await rows.ReadAsync();
        var last = rows.GetInt64(0);
        await rows.NextResultAsync();
        while (await rows.ReadAsync())
        {
            _balances[rows.GetInt64(0)] = rows.GetInt64(1);
        }

        return last;
    }

    private static Parameters Add(NpgsqlBatch batch, string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        batch.BatchCommands.Add(command);
        return new Parameters(command.Parameters);
    }

    private readonly struct Parameters(NpgsqlParameterCollection parameters)
    {
        public Parameters With<T>(T value)
        {
            parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
            return this;
        }
    }
}
