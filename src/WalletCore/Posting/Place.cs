namespace WalletCore;

/// <summary>Where a flow takes from or puts to.</summary>
public abstract record Place
{
    private protected Place()
    {
    }

    /// <summary>What is available in the wallet that the command names as that party, in the currency of the amount.</summary>
    public static Place Wallet(string party) => new WalletPlace(party, Pocket.Available);

    /// <summary>A pocket of the wallet that the command names as that party.</summary>
    public static Place Wallet(string party, Pocket pocket) => new WalletPlace(party, pocket);

    /// <summary>The system account of that code, in the currency of the amount.</summary>
    public static Place System(string code) => new SystemPlace(code);

    /// <summary>The system account that the command names as that party (a deposit's <c>from</c>), in the currency of the amount.</summary>
    internal static Place SystemParty(string party) => new SystemPartyPlace(party);
}

/// <summary>A pocket of a party's wallet.</summary>
internal sealed record WalletPlace : Place
{
    public WalletPlace(string party, Pocket pocket)
    {
        Names.ThrowUnlessName(party, nameof(party));
        Party = party;
        Pocket = pocket;
    }

    public string Party { get; }

    public Pocket Pocket { get; }

    public override string ToString() => Pocket == Pocket.Available ? Party : $"{Party} (frozen)";
}

/// <summary>A system account by its code.</summary>
internal sealed record SystemPlace : Place
{
    public SystemPlace(string code)
    {
        Names.ThrowUnlessName(code, nameof(code));
        Code = code;
    }

    public string Code { get; }

    public override string ToString() => $"@{Code}";
}

/// <summary>A system account that the command names.</summary>
internal sealed record SystemPartyPlace(string Party) : Place
{
    public override string ToString() => $"@({Party})";
}
