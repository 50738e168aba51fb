using System.Runtime.InteropServices;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// System accounts: each bears the time of a transaction, the one that first needed it, and has no entry from before. The journal tells no more of their
/// opening, and their ids are made of that time.
/// </summary>
internal sealed class SystemAccountCheck(AuditedBooks books) : JournalCheck
{
    // By the time at which they say that they were opened; an account leaves when the journal comes to it.
    private Dictionary<long, List<AuditedAccount>>? _unopened;

    public override void Visit(in TransactionRow header, ReadOnlySpan<PostingRow> postings)
    {
        var unopened = Unopened();
        if (unopened.Count == 0)
        {
            return;
        }

        unopened.Remove(header.RecordedAt);
        foreach (ref readonly var posting in postings)
        {
            RequireOpen(unopened, posting.DebitAccount, header.Sequence);
            RequireOpen(unopened, posting.CreditAccount, header.Sequence);
        }
    }

    public override ValueTask EndAsync(CancellationToken cancellationToken)
    {
        foreach (var account in Unopened().Values.SelectMany(accounts => accounts))
        {
            Wrong(account, null);
        }

        return ValueTask.CompletedTask;
    }

    private void RequireOpen(Dictionary<long, List<AuditedAccount>> unopened, long ordinal, long sequence)
    {
        if (books.FindAccount(ordinal) is { Row.Wallet: 0 } account
            && unopened.TryGetValue(account.Row.OpenedAt, out var accounts) && accounts.Remove(account))
        {
            Wrong(account, sequence);
        }
    }

    private void Wrong(AuditedAccount account, long? sequence) => books.Findings.Add(
        VerificationCode.AccountWrong, sequence, $"System account {account.Row.Ordinal} bears the time of no transaction up to its first entry.");

    // The accounts are loaded after the checks are made.
    private Dictionary<long, List<AuditedAccount>> Unopened()
    {
        if (_unopened is null)
        {
            _unopened = [];
            foreach (var account in books.Accounts.Values)
            {
                if (account.Row.Wallet == 0)
                {
                    (CollectionsMarshal.GetValueRefOrAddDefault(_unopened, account.Row.OpenedAt, out _) ??= []).Add(account);
                }
            }
        }

        return _unopened;
    }
}
