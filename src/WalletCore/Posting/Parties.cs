namespace WalletCore;

/// <summary>The party names of the built-in posting rules. A rule that replaces one of them uses the same names.</summary>
public static class Parties
{
    /// <summary>The one wallet of an operation that has only one.</summary>
    public const string Wallet = "wallet";

    /// <summary>The wallet that pays.</summary>
    public const string From = "from";

    /// <summary>The wallet that is paid.</summary>
    public const string To = "to";

    /// <summary>The system account outside the wallet, where a command names it.</summary>
    internal const string Outside = "outside";
}
