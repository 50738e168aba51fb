using System.Buffers;
using System.Globalization;
using System.Text;
using SQLitePCL;

namespace WalletCore.Sqlite.Native;

/// <summary>
/// A prepared statement: bind (parameters count from 1), then <see cref="Run"/> or read rows (columns count from 0). Every parameter is
/// given anew for every run; SQLite keeps what is bound, so a value that stands there already is not bound again.
/// </summary>
internal sealed class Statement : IDisposable
{
    private const int StackBytesMax = 512;

    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;
    private readonly BoundValue[] _bound;
    private bool _isOnRow;

    public Statement(sqlite3 connection, string sql)
    {
        _connection = connection;
        SqliteFault.Check(raw.sqlite3_prepare_v2(connection, sql, out _statement), connection, "Preparing a statement");
        _bound = new BoundValue[raw.sqlite3_bind_parameter_count(_statement) + 1];
    }

    public Statement Bind(int index, long value)
    {
        ref var bound = ref _bound[index];
        if (!bound.IsInteger || bound.Integer != value)
        {
            bound = default;
            Checked(raw.sqlite3_bind_int64(_statement, index, value));
            bound.IsInteger = true;
            bound.Integer = value;
        }

        return this;
    }

    public Statement Bind(int index, long? value) => value is { } known ? Bind(index, known) : BindNull(index);

    public Statement Bind(int index, bool value) => Bind(index, value ? 1L : 0L);

    /// <summary>Binds an amount: an integer where it fits 64 bits, else its decimal digits as text.</summary>
    public Statement BindAmount(int index, Int128 value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            return Bind(index, (long)value);
        }

        Span<byte> digits = stackalloc byte[40];
        _ = value.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        _bound[index] = default;
        Checked(raw.sqlite3_bind_text(_statement, index, digits[..length]));
        return this;
    }

    public Statement BindAmount(int index, Int128? value) => value is { } known ? BindAmount(index, known) : BindNull(index);

    public Statement BindText(int index, string? value)
    {
        if (value is null)
        {
            return BindNull(index);
        }

        ref var bound = ref _bound[index];
        if (ReferenceEquals(bound.Text, value))
        {
            return this;
        }

        bound = default;
        BindChangedText(index, value);
        bound.Text = value;
        return this;
    }

    /// <summary>Binds bytes, at least one.</summary>
    public Statement BindBytes(int index, ReadOnlySpan<byte> value)
    {
        _bound[index] = default;
        Checked(raw.sqlite3_bind_blob(_statement, index, value));
        return this;
    }

    public Statement BindFingerprint(int index, CommandFingerprint fingerprint)
    {
        Span<byte> bytes = stackalloc byte[FingerprintBytes.LengthMax];
        return BindBytes(index, bytes[..FingerprintBytes.Write(fingerprint, bytes)]);
    }

    public Statement BindNull(int index)
    {
        ref var bound = ref _bound[index];
        if (!bound.IsNull)
        {
            bound = default;
            Checked(raw.sqlite3_bind_null(_statement, index));
            bound.IsNull = true;
        }

        return this;
    }

    /// <summary>Runs to the end and makes the statement ready for its next use. Answers how many rows changed.</summary>
    public int RunAndCount(string doing)
    {
        Run(doing);
        return raw.sqlite3_changes(_connection);
    }

    /// <summary>Runs to the end and makes the statement ready for its next use.</summary>
    public void Run(string doing)
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
        {
            code = raw.SQLITE_DONE;
        }

        if (code != raw.SQLITE_DONE)
        {
            Fail(code, doing);
        }

        _ = raw.sqlite3_reset(_statement);
    }

    /// <summary>Moves to the next row. At the end, or on a failure, the statement is ready for its next use.</summary>
    public bool Read()
    {
        var code = raw.sqlite3_step(_statement);
        _isOnRow = code == raw.SQLITE_ROW;
        if (_isOnRow)
        {
            return true;
        }

        if (code != raw.SQLITE_DONE)
        {
            Fail(code, "Reading");
        }

        _ = raw.sqlite3_reset(_statement);
        return false;
    }

    /// <summary>Ends reading before the last row.</summary>
    public void Reset()
    {
        if (_isOnRow)
        {
            _isOnRow = false;
            _ = raw.sqlite3_reset(_statement);
        }
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    public int Int32(int column) => raw.sqlite3_column_int(_statement, column);

    public long? Int64OrNull(int column) => IsNull(column) ? null : Int64(column);

    public Int128 Amount(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_TEXT
        ? Int128.Parse(Bytes(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
        : Int64(column);

    public Int128? AmountOrNull(int column) => IsNull(column) ? null : Amount(column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>The bytes of a text or blob; valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    public void Dispose() => _statement.Dispose();

    private void BindChangedText(int index, string value)
    {
        if (value.Length == 0)
        {
            // An empty span has no address, which SQLite would take for NULL.
            Checked(raw.sqlite3_bind_text(_statement, index, value));
            return;
        }

        var bytesMax = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (bytesMax <= StackBytesMax)
        {
            Span<byte> buffer = stackalloc byte[StackBytesMax];
            Checked(raw.sqlite3_bind_text(_statement, index, buffer[..Encoding.UTF8.GetBytes(value, buffer)]));
            return;
        }

        var rented = ArrayPool<byte>.Shared.Rent(bytesMax);
        try
        {
            Checked(raw.sqlite3_bind_text(_statement, index, rented.AsSpan(0, Encoding.UTF8.GetBytes(value, rented))));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void Checked(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            SqliteFault.Check(code, _connection, "Binding a value");
        }
    }

    private void Fail(int code, string doing)
    {
        var extended = raw.sqlite3_extended_errcode(_connection);
        var detail = raw.sqlite3_errmsg(_connection).utf8_to_string();
        _ = raw.sqlite3_reset(_statement);
        throw SqliteFault.From((extended & 0xFF) == (code & 0xFF) ? extended : code, detail, doing);
    }
}
