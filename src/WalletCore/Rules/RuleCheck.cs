using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>Holds the host's posting rules against those the journal was posted with.</summary>
internal static class RuleCheck
{
    /// <summary>What to tell a host that changed a rule without a new version; null when none was.</summary>
    public static string? FindChanged(LedgerContext ledger, IReadOnlyList<RuleRow> posted)
    {
        foreach (var row in posted)
        {
            if (ledger.Rules.Find(row.Name) is { } rule && rule.Version == row.Version && rule.Definition != row.Definition)
            {
                return $"Posting rule '{rule}' has posted in this ledger with another definition. Give the changed rule a higher version.";
            }
        }

        return null;
    }
}
