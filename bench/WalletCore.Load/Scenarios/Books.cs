using WalletCore.Load.Contestants;
using WalletCore.Load.Reporting;

namespace WalletCore.Load.Scenarios;

/// <summary>Speed that leaves broken books counts for nothing.</summary>
internal static class Books
{
    public static async Task VerifyAsync(OpenedLedger ledger, Report report)
    {
        var verification = await ledger.Ledger.VerifyAsync();
        if (!verification.IsClean)
        {
            throw new InvalidOperationException($"The books are not clean after the run: {verification.Findings[0]}");
        }

        report.Line("- the books are clean after the run (VerifyAsync)");
    }
}
