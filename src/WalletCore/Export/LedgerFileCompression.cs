namespace WalletCore;

/// <summary>How the chunks of an export file are compressed, each by itself.</summary>
public enum LedgerFileCompression
{
    /// <summary>They are not.</summary>
    None = 0,

    /// <summary>Brotli (RFC 7932), fast rather than small.</summary>
    Brotli = 1,
}
