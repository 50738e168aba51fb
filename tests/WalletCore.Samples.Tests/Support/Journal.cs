using Microsoft.Data.Sqlite;

namespace WalletCore.Samples.Tests.Support;

/// <summary>All that a file's books say, but for when it was written: every transaction, every entry, every balance, in order, as text.</summary>
internal static class Journal
{
    private static readonly string[] Queries =
    [
        "SELECT sequence, type, business_date, amount, currency, reference, idempotency_key, original_sequence, freeze_sequence, reason, actor_id FROM transactions_view",
        "SELECT sequence, posting, type, account, holder, side, pocket, role, amount, currency, available_after, frozen_after FROM entries_view ORDER BY posting, side",
        "SELECT account, owner_id, code, class, available, frozen, currency, entry_count FROM balances_view",
        "SELECT id, account, amount, remaining, captured, status, mode, expires_at FROM freezes",
        "SELECT idempotency_key, sequence, refusal FROM answers",
    ];

    public static string Of(string file)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        var lines = new List<string>();
        foreach (var query in Queries)
        {
            using var command = connection.CreateCommand();
            command.CommandText = query;
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                var values = new object[row.FieldCount];
                row.GetValues(values);
                lines.Add(string.Join('|', values));
            }
        }

        return string.Join('\n', lines);
    }

    public static long Sequence(string file)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT coalesce(max(sequence), 0) FROM current_heads";
        return (long)command.ExecuteScalar()!;
    }
}
