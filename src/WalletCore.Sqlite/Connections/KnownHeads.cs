using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Connections;

/// <summary>
/// Where the ledgers stand, as of the last commit of one writing connection. True for as long as nobody else has committed to the file, which
/// one question to SQLite tells; so a writer that has the file for itself reads neither the head nor the schema's version again.
/// </summary>
internal sealed class KnownHeads(TableSet tables)
{
    private readonly Dictionary<LedgerScope, (LedgerHead Head, WrittenMarks Written)> _heads = [];
    private long? _dataVersion;

    /// <summary>
    /// Whether what is known is still true in the transaction that has just begun. If not it is forgotten, and the caller looks at the file
    /// anew; from then on what this transaction and later ones of the connection write is known again.
    /// </summary>
    public bool AreCurrent()
    {
        var dataVersion = tables.DataVersion();
        if (dataVersion == _dataVersion)
        {
            return true;
        }

        _heads.Clear();
        _dataVersion = dataVersion;
        return false;
    }

    /// <summary>Forgets everything, before the connection writes something else than a ledger's next commit.</summary>
    public void Forget()
    {
        _heads.Clear();
        _dataVersion = null;
    }

    /// <summary>The ledger's head and what of it is written, read where it is not known.</summary>
    public (LedgerHead Head, WrittenMarks Written) Of(LedgerScope scope)
    {
        if (!_heads.TryGetValue(scope, out var known))
        {
            known = (tables.Heads.Find(scope, out var written), written);
            _heads[scope] = known;
        }

        return known;
    }

    /// <summary>Learns what a commit has made durable.</summary>
    public void Moved(LedgerScope scope, in LedgerHead head, WrittenMarks written) => _heads[scope] = (head, written);
}
