namespace WalletCore;

/// <summary>
/// Something a host asks of a ledger. Commands are immutable values; the same instance may be sent again, for example after a time-out,
/// under the same <see cref="Key"/>.
/// </summary>
public abstract record Command
{
    /// <summary>How many fields of a fingerprint all commands have.</summary>
    private const int CommonFields = 7;

    private protected Command()
    {
    }

    /// <summary>
    /// The idempotency key: 1 to 200 characters without control characters, unique in the ledger. The same command under the same key
    /// is answered again and done once. Null: nothing is deduplicated.
    /// </summary>
    public string? Key { get; init; }

    /// <summary>The host's reference (an order, an invoice), searchable; 1 to 200 characters. Not unique unless the ledger's options say so.</summary>
    public string? Reference { get; init; }

    /// <summary>A text for people; at most 1,000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Where the command came in; 1 to 100 characters.</summary>
    public string? Channel { get; init; }

    /// <summary>The business date. Null: the UTC date of recording.</summary>
    public DateOnly? BusinessDate { get; init; }

    /// <summary>The host's correlation id; 1 to 200 characters.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Who asks. Operations that need a permission are refused without the role for it.</summary>
    public Actor? Actor { get; init; }

    /// <summary>The host's own key-value pairs, kept with the transaction.</summary>
    public Metadata? Metadata { get; init; }

    /// <summary>Whether it carries nothing but its key and its own fields, as most do.</summary>
    private bool IsPlain =>
        Reference is null && Description is null && Channel is null && BusinessDate is null && CorrelationId is null && Actor is null && Metadata is null;

    /// <summary>The name of the operation, which is the type of the transaction it posts.</summary>
    internal abstract string Operation { get; }

    /// <summary>The verb's reason, where it has one.</summary>
    internal virtual string? ReasonText => null;

    /// <summary>Adds the command's own fields; at most 9, always the same ones in the same order.</summary>
    private protected abstract void AddFields(ref FingerprintBuilder fields);

    /// <summary>What this command looks like, for its key.</summary>
    internal CommandFingerprint Fingerprint(List<string>? names = null)
    {
        var builder = new FingerprintBuilder(Operation, names);
        AddFields(ref builder);
        if (names is null && IsPlain)
        {
            builder.Skip(CommonFields);
            return builder.Build();
        }

        builder.Add(nameof(Reference), Reference);
        builder.Add(nameof(Description), Description);
        builder.Add(nameof(Channel), Channel);
        builder.Add(nameof(BusinessDate), BusinessDate is { } date ? date.DayNumber : 0, BusinessDate is not null);
        builder.Add(nameof(CorrelationId), CorrelationId);
        builder.Add(nameof(Actor), Actor?.ToString());
        builder.Add(nameof(Metadata), Metadata?.ToJson());
        return builder.Build();
    }
}

/// <summary>A command whose posted outcome is a <typeparamref name="TReceipt"/>.</summary>
/// <typeparam name="TReceipt">The receipt.</typeparam>
public abstract record Command<TReceipt> : Command
    where TReceipt : Receipt
{
    private protected Command()
    {
    }
}
