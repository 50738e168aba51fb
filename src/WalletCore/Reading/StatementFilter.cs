using WalletCore.Storage;

namespace WalletCore;

/// <summary>The conditions of a statement that each entry is held against. The time range is none of them: it bounds what is looked at.</summary>
internal sealed class StatementFilter(StatementQuery query, IEnumerable<RuleRow> rules)
{
    private readonly HashSet<int>? _rules = query.Types is { } types
        ? [.. rules.Where(rule => types.Contains(rule.Name, StringComparer.Ordinal)).Select(rule => rule.Ordinal)]
        : null;

    /// <summary>The first business day that passes.</summary>
    public int BusinessDayMin { get; } = query.BusinessFrom?.DayNumber ?? int.MinValue;

    /// <summary>The last business day that passes.</summary>
    public int BusinessDayMax { get; } = query.BusinessTo?.DayNumber ?? int.MaxValue;

    public bool HasBusinessDays => query.BusinessFrom is not null || query.BusinessTo is not null;

    /// <summary>Whether every entry passes.</summary>
    public bool PassesAll => _rules is null && !HasBusinessDays && query.Reference is null && query.Text is null;

    /// <summary>Whether no entry can pass: every type asked for never posted.</summary>
    public bool PassesNone => _rules is { Count: 0 };

    /// <summary>Whether the counterparty's owner has to be known to tell.</summary>
    public bool NeedsCounterparty => query.Text is not null;

    /// <summary>Whether some entry of a block with these business days may pass.</summary>
    public bool MayPass(in WaypointRow block) => block.BusinessDayMin <= BusinessDayMax && block.BusinessDayMax >= BusinessDayMin;

    /// <summary>Whether the entry passes, its counterparty aside.</summary>
    public bool Passes(in TransactionRow header) =>
        (_rules is null || _rules.Contains(header.Rule))
        && header.BusinessDay >= BusinessDayMin
        && header.BusinessDay <= BusinessDayMax
        && (query.Reference is null || header.Reference == query.Reference);

    /// <summary>Whether the text occurs in the entry.</summary>
    public bool PassesText(in TransactionRow header, Counterparty? counterparty) =>
        query.Text is not { } text || Has(header.Reference, text) || Has(header.Notes?.Description, text) || Has(counterparty?.OwnerId, text);

    private static bool Has(string? whole, string part) => whole is not null && whole.Contains(part, StringComparison.OrdinalIgnoreCase);
}
