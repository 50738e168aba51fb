namespace WalletCore.Sqlite.Native;

/// <summary>What stands bound at one parameter, as far as it is remembered: an integer, a text, NULL, or (default) something else.</summary>
internal struct BoundValue
{
    public bool IsInteger;
    public bool IsNull;
    public long Integer;
    public string? Text;
}
