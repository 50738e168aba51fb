using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>Reads what a transaction says it changed.</summary>
internal static class AfterImage
{
    /// <summary>The changes; null, and a finding, when they cannot be read.</summary>
    public static StateChanges? Read(in TransactionRow header, Findings findings)
    {
        try
        {
            return StateChanges.FromJson(header.Changes);
        }
        catch (LedgerIntegrityException)
        {
            findings.Add(VerificationCode.ChangesWrong, header.Sequence, "What it says it changed cannot be read.");
            return null;
        }
    }
}
