using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Tables;

/// <summary>
/// An INSERT of one row, and the same of several rows in one statement: SQLite then opens the table once and goes from a row to the next one
/// without searching its way down from the root again, which takes a quarter off the processor time of a row.
/// </summary>
/// <param name="database">The connection.</param>
/// <param name="into">The statement up to its values.</param>
/// <param name="columns">How many values a row has.</param>
internal sealed class RowInsert(Database database, string into, int columns)
{
    /// <summary>
    /// How many rows a statement may have, longest first: a lone transfer and the rest of a crowd need short ones. Of the widest table the
    /// longest has fewer parameters than the least that a SQLite may be built for, 999.
    /// </summary>
    private static readonly int[] Lengths = [32, 4, 1];

    private readonly Statement?[] _byLength = new Statement?[Lengths.Length];

    /// <summary>Writes all rows.</summary>
    public void Write<TRow>(LedgerScope scope, ReadOnlySpan<TRow> rows, RowBinder<TRow> bind, string doing)
    {
        while (!rows.IsEmpty)
        {
            var statement = Next(rows.Length, out var length);
            for (var i = 0; i < length; i++)
            {
                bind(statement, i * columns, scope, in rows[i]);
            }

            statement.Run(doing);
            rows = rows[length..];
        }
    }

    /// <summary>The longest statement that so many rows fill, and its length.</summary>
    public Statement Next(int rows, out int length)
    {
        var at = 0;
        while (Lengths[at] > rows)
        {
            at++;
        }

        length = Lengths[at];
        return _byLength[at] ??= database.Prepare($"{into} VALUES {string.Join(',', Enumerable.Range(0, length).Select(Row))}");
    }

    private string Row(int index) => $"({string.Join(',', Enumerable.Range((index * columns) + 1, columns).Select(static number => $"?{number}"))})";
}
