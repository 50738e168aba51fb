using System.Text.Json;

namespace WalletCore.Rules;

/// <summary>A refusal as it is kept for its key: amounts as text with the decimals they had, so that it reads back without a registry.</summary>
internal sealed record RefusalText
{
    private const string CannotBeRead = "A stored refusal cannot be read.";

    /// <summary>The operation that was refused, so that another one under the same key is told so.</summary>
    public required string Operation { get; init; }

    public required string Code { get; init; }

    public required string Message { get; init; }

    public bool CanRetry { get; init; }

    public string? Subject { get; init; }

    public Dictionary<string, string>? Amounts { get; init; }

    public string? Currency { get; init; }

    public int MinorUnits { get; init; }

    public FreezeStatus? FreezeStatus { get; init; }

    public static string Write(Refusal refusal, string operation)
    {
        var amounts = new Dictionary<string, string>(StringComparer.Ordinal);
        Currency? currency = null;
        Add(nameof(Refusal.Requested), refusal.Requested);
        Add(nameof(Refusal.Available), refusal.Available);
        Add(nameof(Refusal.Shortfall), refusal.Shortfall);
        Add(nameof(Refusal.Frozen), refusal.Frozen);
        Add(nameof(Refusal.CreditLimit), refusal.CreditLimit);
        Add(nameof(Refusal.Limit), refusal.Limit);
        Add(nameof(Refusal.Original), refusal.Original);
        Add(nameof(Refusal.Refunded), refusal.Refunded);
        Add(nameof(Refusal.Remaining), refusal.Remaining);
        var text = new RefusalText
        {
            Operation = operation,
            Code = refusal.Code,
            Message = refusal.Message,
            CanRetry = refusal.CanRetry,
            Subject = refusal.Subject,
            Amounts = amounts.Count == 0 ? null : amounts,
            Currency = currency?.Code,
            MinorUnits = currency?.MinorUnits ?? 0,
            FreezeStatus = refusal.FreezeStatus,
        };
        return JsonSerializer.Serialize(text, JournalJson.Default.RefusalText);

        void Add(string name, Money? amount)
        {
            if (amount is { } money)
            {
                amounts[name] = money.AmountMinor.ToString(System.Globalization.CultureInfo.InvariantCulture);
                currency ??= money.Currency;
            }
        }
    }

    public static string OperationOf(string json) => Parse(json).Operation;

    /// <exception cref="LedgerIntegrityException">It is not what <see cref="Write"/> wrote: somebody else has written there, or the storage is damaged.</exception>
    public static Refusal Read(string json, LedgerContext ledger)
    {
        var text = Parse(json);
        var currency = text.Currency is null ? default : ledger.CurrencyOf(text.Currency, text.MinorUnits);
        try
        {
            return text.ToRefusal(currency);
        }
        catch (Exception cause) when (cause is FormatException or OverflowException or ArgumentException)
        {
            throw new LedgerIntegrityException(CannotBeRead, cause);
        }
    }

    private Refusal ToRefusal(Currency currency)
    {
        return new Refusal(Code, Message)
        {
            CanRetry = CanRetry,
            Subject = Subject,
            FreezeStatus = FreezeStatus,
            Requested = Get(nameof(Refusal.Requested)),
            Available = Get(nameof(Refusal.Available)),
            Shortfall = Get(nameof(Refusal.Shortfall)),
            Frozen = Get(nameof(Refusal.Frozen)),
            CreditLimit = Get(nameof(Refusal.CreditLimit)),
            Limit = Get(nameof(Refusal.Limit)),
            Original = Get(nameof(Refusal.Original)),
            Refunded = Get(nameof(Refusal.Refunded)),
            Remaining = Get(nameof(Refusal.Remaining)),
        };

        Money? Get(string name) => Amounts is { } amounts && amounts.TryGetValue(name, out var amount)
            ? Money.FromMinor(Int128.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), currency)
            : null;
    }

    private static RefusalText Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, JournalJson.Default.RefusalText) ?? throw new LedgerIntegrityException("A stored refusal is empty.");
        }
        catch (JsonException cause)
        {
            throw new LedgerIntegrityException(CannotBeRead, cause);
        }
    }
}
