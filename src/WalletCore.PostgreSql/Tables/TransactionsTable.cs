using Npgsql;
using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Schema;

namespace WalletCore.PostgreSql.Tables;

/// <summary>The journal's headers, written and read.</summary>
internal sealed class TransactionsTable(SchemaName schema)
{
    /// <summary>How many columns a header has where it is read.</summary>
    public const int ColumnCount = 23;

    private readonly string _insertPlain =
        $"""
        INSERT INTO {schema.Prefix}transactions (ledger, recorded_at, sequence, first_posting, amount, rule, posting_count, business_day, key_hash,
          currency, idempotency_key, fingerprint)
        SELECT $1, $2, unnest($3::bigint[]), unnest($4::bigint[]), unnest($5::bigint[]), unnest($6::integer[]), unnest($7::integer[]),
          unnest($8::integer[]), unnest($9::bigint[]), unnest($10::text[]), unnest($11::text[]), unnest($12::bytea[])
        """;

    // Payments of one kind that follow one another: half the columns are said once. An element of an array costs as much as a column of a row, at both ends.
    private readonly string _insertAlike =
        $"""
        INSERT INTO {schema.Prefix}transactions (ledger, recorded_at, sequence, first_posting, amount, rule, posting_count, business_day, key_hash,
          currency, idempotency_key, fingerprint)
        SELECT $1, $2, n.sequence, n.sequence + $5, n.amount, $6, 1, $7, n.key_hash, $8, n.idempotency_key, n.fingerprint
        FROM (SELECT generate_series($3::bigint, $4::bigint), unnest($9::bigint[]), unnest($10::bigint[]), unnest($11::text[]), unnest($12::bytea[]))
          AS n(sequence, amount, key_hash, idempotency_key, fingerprint)
        """;

    private readonly string _insertRich =
        $"""
        INSERT INTO {schema.Prefix}transactions (ledger, recorded_at, sequence, first_posting, amount, rule, posting_count, business_day, key_hash,
          currency, idempotency_key, fingerprint, original, freeze_record, wallet, reference, wide, changes, description, channel, correlation_id, reason,
          actor_id, actor_roles, metadata, key_hash_again)
        SELECT $1, unnest($2::bigint[]), unnest($3::bigint[]), unnest($4::bigint[]), unnest($5::bigint[]), unnest($6::integer[]),
          unnest($7::integer[]), unnest($8::integer[]), unnest($9::bigint[]), unnest($10::text[]), unnest($11::text[]), unnest($12::bytea[]),
          unnest($13::bigint[]), unnest($14::bigint[]), unnest($15::bigint[]), unnest($16::text[]), unnest($17::text[]), unnest($18::text[]),
          unnest($19::text[]), unnest($20::text[]), unnest($21::text[]), unnest($22::text[]), unnest($23::text[]), unnest($24::text[]),
          unnest($25::text[]), unnest($26::bigint[])
        """;

    private readonly string _from = $"SELECT {Columns("t")} FROM {schema.Prefix}transactions t WHERE t.ledger = $1";

    private readonly string _taken =
        $"""
        SELECT r.reference FROM (SELECT unnest($2::text[]) COLLATE "C" AS reference) r
        WHERE EXISTS (SELECT 1 FROM {schema.Prefix}transactions t WHERE t.ledger = $1 AND t.reference = r.reference)
        """;

    /// <summary>The columns of a header, in the order in which <see cref="Read"/> takes them.</summary>
    public static string Columns(string t) =>
        $"{t}.sequence, {t}.recorded_at, {t}.rule, {t}.first_posting, {t}.posting_count, {t}.amount, {t}.wide, {t}.currency, {t}.business_day, "
        + $"{t}.idempotency_key, {t}.fingerprint, {t}.reference, {t}.original, {t}.freeze_record, {t}.wallet, {t}.changes, {t}.description, {t}.channel, "
        + $"{t}.correlation_id, {t}.reason, {t}.actor_id, {t}.actor_roles, {t}.metadata";

    public void Add(RoundTrip trip, long ledger, ReadOnlySpan<TransactionRow> rows, KeyHashes hashes)
    {
        if (rows.IsEmpty)
        {
            return;
        }

        var recordedAt = rows[0].RecordedAt;
        var (first, again, isPlain) = (new long?[rows.Length], new long?[rows.Length], new bool[rows.Length]);
        var plain = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].Key is { } key && hashes.Of(key) is var hash)
            {
                (hashes.Take(hash) ? first : again)[i] = hash;
            }

            isPlain[i] = again[i] is null && IsPlain(rows[i], recordedAt);
            plain += isPlain[i] ? 1 : 0;
        }

        if (plain == rows.Length)
        {
            AddPlain(trip, ledger, recordedAt, rows, first);
        }
        else if (plain == 0)
        {
            AddRich(trip, ledger, rows, first, again);
        }
        else
        {
            AddPlain(trip, ledger, recordedAt, Column.Where(rows, isPlain, true), Column.Where<long?>(first, isPlain, true));
            AddRich(
                trip, ledger, Column.Where(rows, isPlain, false), Column.Where<long?>(first, isPlain, false), Column.Where<long?>(again, isPlain, false));
        }
    }

    public void Page(RoundTrip trip, long ledger, long after, int limit, Action<TransactionRow> found) =>
        trip.Read($"{_from} AND {After} ORDER BY t.sequence LIMIT $3", Reading(found)).With(ledger).With(after).With((long)limit);

    public void Find(RoundTrip trip, long ledger, long[] sequences, Action<TransactionRow> found) =>
        trip.Read($"{_from} AND t.sequence = ANY($2)", Reading(found)).With(ledger).With(sequences);

    public void ByReference(RoundTrip trip, long ledger, string reference, long before, int limit, Action<TransactionRow> found) =>
        trip.Read($"{_from} AND {WithReference} ORDER BY t.sequence DESC LIMIT $4", Reading(found))
            .With(ledger).With(reference).With(before).With((long)limit);

    public void ByOriginal(RoundTrip trip, long ledger, long original, long after, int limit, Action<TransactionRow> found) =>
        trip.Read($"{_from} AND {WithOriginal} ORDER BY t.sequence LIMIT $4", Reading(found))
            .With(ledger).With(original).With(after).With((long)limit);

    /// <summary>Of those references the ones that some transaction bears.</summary>
    public void Taken(RoundTrip trip, long ledger, string[] references, List<string> into) =>
        trip.Read(_taken, row => into.Add(row.GetString(0))).With(ledger).With(references);

    public const string After = "t.sequence > $2";

    public const string WithReference = "t.reference = $2 AND t.sequence < $3";

    public const string WithOriginal = "t.original = $2 AND t.sequence > $3";

    /// <summary>Whether a violation that names this constraint is one of the index in which a hash is there once; a sharded server adds to the name.</summary>
    public static bool IsKeyIndex(string? constraint) => constraint?.StartsWith("transactions_by_key", StringComparison.Ordinal) == true;

    /// <summary>Reads a header whose first column is that one.</summary>
    public static TransactionRow Read(NpgsqlDataReader row, int first = 0) => new()
    {
        Sequence = row.GetInt64(first),
        RecordedAt = row.GetInt64(first + 1),
        Rule = row.GetInt32(first + 2),
        FirstPosting = row.GetInt64(first + 3),
        PostingCount = row.GetInt32(first + 4),
        AmountMinor = row.IsDBNull(first + 6) ? row.GetInt64(first + 5) : row.Amount(first + 6),
        Currency = row.TextOrNull(first + 7),
        BusinessDay = row.GetInt32(first + 8),
        Key = row.TextOrNull(first + 9),
        Fingerprint = FingerprintBytes.Read(row.Bytes(first + 10)),
        Reference = row.TextOrNull(first + 11),
        Original = row.Int64OrNull(first + 12) ?? 0,
        Freeze = row.Int64OrNull(first + 13) ?? 0,
        Wallet = row.Int64OrNull(first + 14) ?? 0,
        Changes = row.TextOrNull(first + 15),
        Notes = ReadNotes(row, first + 16),
    };

    private static Action<NpgsqlDataReader> Reading(Action<TransactionRow> found) => row => found(Read(row));

    /// <summary>Whether it is a payment like most: nothing but who, when and how much, and a key perhaps.</summary>
    private static bool IsPlain(in TransactionRow row, long recordedAt) =>
        row.RecordedAt == recordedAt && row.Notes is null && row.Changes is null && row.Reference is null
        && (row.Original | row.Freeze | row.Wallet) == 0 && Column.Fits(row.AmountMinor);

    private void AddPlain(RoundTrip trip, long ledger, long recordedAt, ReadOnlySpan<TransactionRow> rows, long?[] first)
    {
        if (!AreAlike(rows))
        {
            Common(trip.Run(_insertPlain).With(ledger).With(recordedAt), rows, first);
            return;
        }

        ref readonly var one = ref rows[0];
        trip.Run(_insertAlike).With(ledger).With(recordedAt)
            .With(one.Sequence).With(rows[^1].Sequence).With(one.FirstPosting - one.Sequence).With(one.Rule).With(one.BusinessDay).WithText(one.Currency)
            .With(Column.Of(rows, static (in row) => (long)row.AmountMinor)).With(first)
            .With(Column.Of(rows, static (in row) => row.Key)).With(Column.Of(rows, Fingerprint));
    }

    /// <summary>Whether plain payments follow one another with a posting each, by one rule on one day in one currency.</summary>
    private static bool AreAlike(ReadOnlySpan<TransactionRow> rows) =>
        Column.IsRun(rows, static (in row) => row.Sequence)
        && rows[0].PostingCount == 1 && Column.IsSame(rows, static (in row) => row.PostingCount)
        && Column.IsSame(rows, static (in row) => row.Rule) && Column.IsSame(rows, static (in row) => row.BusinessDay)
        && Column.IsSame(rows, static (in row) => row.Currency);

    private void AddRich(RoundTrip trip, long ledger, ReadOnlySpan<TransactionRow> rows, long?[] first, long?[] again) =>
        Common(trip.Run(_insertRich).With(ledger).With(Column.Of(rows, static (in row) => row.RecordedAt)), rows, first)
            .With(Column.Of(rows, static (in row) => Some(row.Original)))
            .With(Column.Of(rows, static (in row) => Some(row.Freeze)))
            .With(Column.Of(rows, static (in row) => Some(row.Wallet)))
            .With(Column.Of(rows, static (in row) => row.Reference))
            .With(Column.Of(rows, static (in row) => Column.Fits(row.AmountMinor) ? null : Column.Text(row.AmountMinor)))
            .With(Column.Of(rows, static (in row) => row.Changes))
            .With(Column.Of(rows, static (in row) => row.Notes?.Description))
            .With(Column.Of(rows, static (in row) => row.Notes?.Channel))
            .With(Column.Of(rows, static (in row) => row.Notes?.CorrelationId))
            .With(Column.Of(rows, static (in row) => row.Notes?.Reason))
            .With(Column.Of(rows, static (in row) => row.Notes?.ActorId))
            .With(Column.Of(rows, static (in row) => row.Notes?.ActorRoles))
            .With(Column.Of(rows, static (in row) => row.Notes?.Metadata))
            .With(again);

    private static RoundTrip.Arguments Common(RoundTrip.Arguments arguments, ReadOnlySpan<TransactionRow> rows, long?[] first) =>
        arguments
            .With(Column.Of(rows, static (in row) => row.Sequence))
            .With(Column.Of(rows, static (in row) => row.FirstPosting))
            .With(Column.Of(rows, static (in row) => Column.Narrow(row.AmountMinor)))
            .With(Column.Of(rows, static (in row) => row.Rule))
            .With(Column.Of(rows, static (in row) => row.PostingCount))
            .With(Column.Of(rows, static (in row) => row.BusinessDay))
            .With(first)
            .With(Column.Of(rows, static (in row) => row.Currency))
            .With(Column.Of(rows, static (in row) => row.Key))
            .With(Column.Of(rows, Fingerprint));

    private static byte[]? Fingerprint(in TransactionRow row) =>
        row.Key is null && row.Fingerprint == default ? null : Column.Fingerprint(row.Fingerprint);

    private static long? Some(long ordinal) => ordinal == 0 ? null : ordinal;

    private static TransactionNotes? ReadNotes(NpgsqlDataReader row, int first)
    {
        const int count = 7;
        for (var column = first; column < first + count; column++)
        {
            if (!row.IsDBNull(column))
            {
                return new TransactionNotes
                {
                    Description = row.TextOrNull(first),
                    Channel = row.TextOrNull(first + 1),
                    CorrelationId = row.TextOrNull(first + 2),
                    Reason = row.TextOrNull(first + 3),
                    ActorId = row.TextOrNull(first + 4),
                    ActorRoles = row.TextOrNull(first + 5),
                    Metadata = row.TextOrNull(first + 6),
                };
            }
        }

        return null;
    }
}
