namespace WalletCore;

/// <summary>One line of an allow-list: who may pay whom. A null condition holds for every wallet.</summary>
public sealed record PaymentPermission
{
    /// <summary>The party that pays.</summary>
    public required string Payer { get; init; }

    /// <summary>The party that is paid.</summary>
    public required string Payee { get; init; }

    /// <summary>The label the payer's wallet must have.</summary>
    public string? PayerLabel { get; init; }

    /// <summary>The label the payee's wallet must have.</summary>
    public string? PayeeLabel { get; init; }

    /// <summary>The application the payer's wallet must be of.</summary>
    public string? PayerApplicationId { get; init; }

    /// <summary>The application the payee's wallet must be of.</summary>
    public string? PayeeApplicationId { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Payer}{Condition(PayerLabel, PayerApplicationId)} may pay {Payee}{Condition(PayeeLabel, PayeeApplicationId)}";

    private static string Condition(string? label, string? application) => (label, application) switch
    {
        (null, null) => string.Empty,
        (_, null) => $" (label '{label}')",
        (null, _) => $" (application '{application}')",
        _ => $" (label '{label}', application '{application}')",
    };
}
