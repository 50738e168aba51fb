using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// How a command names a wallet: by id (a <see cref="WalletId"/> converts by itself), by the number of one of its accounts, or by owner.
/// The default value names nothing.
/// </summary>
public readonly struct WalletRef : IEquatable<WalletRef>
{
    private readonly UInt128 _id;
    private readonly object? _other;

    private WalletRef(UInt128 id, object? other)
    {
        _id = id;
        _other = other;
    }

    /// <summary>Whether this is the default value, which names nothing.</summary>
    public bool IsDefault => _other is null && _id == UInt128.Zero;

    internal UInt128 Id => _id;

    internal string? AccountNumber => _other as string;

    internal OwnerKey? Owner => _other is OwnerKey owner ? owner : null;

    /// <summary>Names a wallet by its id.</summary>
    public static implicit operator WalletRef(WalletId id) => FromWalletId(id);

    /// <summary>Names a wallet by its id.</summary>
    public static WalletRef FromWalletId(WalletId id) => new(id.Value, null);

    /// <summary>Names a wallet by the number of one of its accounts.</summary>
    /// <exception cref="ArgumentException">Empty, too long or with control characters.</exception>
    public static WalletRef ByAccountNumber(string number)
    {
        Text.ThrowUnlessFits(number, Limits.IdLengthMax, nameof(number));
        return new WalletRef(default, number);
    }

    /// <summary>Names a wallet by its natural key.</summary>
    /// <exception cref="ArgumentException">Empty, too long or with control characters.</exception>
    public static WalletRef ByOwner(string ownerId, string applicationId = "", string label = "")
    {
        Text.ThrowUnlessFits(ownerId, Limits.IdLengthMax, nameof(ownerId));
        Text.ThrowUnlessFits(applicationId, Limits.IdLengthMax, nameof(applicationId), allowEmpty: true);
        Text.ThrowUnlessFits(label, Limits.IdLengthMax, nameof(label), allowEmpty: true);
        return new WalletRef(default, new OwnerKey(ownerId, applicationId, label));
    }

    /// <summary>Whether both name a wallet in the same way. Two ways to the same wallet are not equal.</summary>
    public static bool operator ==(WalletRef left, WalletRef right) => left.Equals(right);

    /// <summary>The opposite of equality.</summary>
    public static bool operator !=(WalletRef left, WalletRef right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(WalletRef other) => _id == other._id && Equals(_other, other._other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is WalletRef other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_id, _other);

    /// <inheritdoc/>
    public override string ToString() => _other switch
    {
        string number => $"account {number}",
        OwnerKey owner => $"owner {owner.OwnerId}/{owner.ApplicationId}/{owner.Label}",
        _ => new WalletId(_id).ToString(),
    };

    /// <summary>As text, such that two references have the same one only if they are equal.</summary>
    internal string ToExactString() => _other is OwnerKey owner ? $"{owner.OwnerId.Length}.{owner.ApplicationId.Length} {this}" : ToString();

    internal void AddTo(ref StableHash hash)
    {
        switch (_other)
        {
            case null:
                hash.Add(unchecked((Int128)_id));
                break;
            case string number:
                hash.Add(number);
                break;
            case OwnerKey owner:
                hash.Add(owner.OwnerId);
                hash.Add(owner.ApplicationId);
                hash.Add(owner.Label);
                break;
        }
    }
}
