using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// Each posting by itself: a positive amount between two accounts of one currency. That makes every transaction balanced in every currency.
/// </summary>
internal sealed class PostingCheck(AuditedBooks books) : JournalCheck
{
    public override void Visit(in TransactionRow header, ReadOnlySpan<PostingRow> postings)
    {
        foreach (ref readonly var posting in postings)
        {
            if (posting.Amount <= 0)
            {
                books.Findings.Add(VerificationCode.AmountNotPositive, header.Sequence, $"The amount of posting {posting.Ordinal} is not positive.");
            }

            var debit = Find(posting.DebitAccount, posting, header.Sequence);
            var credit = Find(posting.CreditAccount, posting, header.Sequence);
            if (debit is not null && credit is not null && (debit.Row.Currency, debit.Row.MinorUnits) != (credit.Row.Currency, credit.Row.MinorUnits))
            {
                books.Findings.Add(
                    VerificationCode.CurrenciesDiffer,
                    header.Sequence,
                    $"Posting {posting.Ordinal} moves between accounts {posting.DebitAccount} ({CurrencyOf(debit)}) and {posting.CreditAccount} ({CurrencyOf(credit)}).");
            }
        }
    }

    private static string CurrencyOf(AuditedAccount account) => $"{account.Row.Currency} with {account.Row.MinorUnits} decimals";

    private AuditedAccount? Find(long account, in PostingRow posting, long sequence)
    {
        var found = books.FindAccount(account);
        if (found is null)
        {
            books.Findings.Add(VerificationCode.AccountUnknown, sequence, $"Posting {posting.Ordinal} names account {account}, which does not exist.");
        }

        return found;
    }
}
