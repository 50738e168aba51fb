using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore;

internal sealed class Verifier(LedgerContext ledger, IWalletStore store)
{
    public async ValueTask<VerificationReport> RunAsync(IProgress<VerificationProgress>? progress, CancellationToken cancellationToken)
    {
        var reader = await store.OpenReaderAsync(ledger.Id, ReadScope.Snapshot, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            var head = await reader.GetHeadAsync(cancellationToken).ConfigureAwait(false);
            progress?.Report(new VerificationProgress(0, head.Sequence));
            return new VerificationReport { TransactionCount = 0, LastSequence = head.Sequence, ChainHash = head.Hash.ToString(), Findings = [] };
        }
    }
}
