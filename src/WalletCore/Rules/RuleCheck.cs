namespace WalletCore.Rules;

/// <summary>Holds the host's posting rules against those the journal was posted with.</summary>
internal static class RuleCheck
{
    /// <exception cref="ArgumentException">A rule was changed without a new version.</exception>
    public static void ThrowIfChanged(LedgerContext ledger, WorkingSet set)
    {
        foreach (var rule in ledger.Rules.All)
        {
            if (set.FindRule(rule.Name, rule.Version) is { } posted && posted.Definition != rule.Definition)
            {
                throw new LedgerIntegrityException(
                    $"Posting rule '{rule}' has posted in this ledger with another definition. Give the changed rule a higher version.");
            }
        }
    }
}
