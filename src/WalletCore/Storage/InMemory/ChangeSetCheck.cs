namespace WalletCore.Storage.InMemory;

/// <summary>
/// What must hold of a change set before any of it is written: it starts at the head, ends where its rows end, and every ordinal is in
/// its place. A fault here is the engine's; it is caught before it can damage the books.
/// </summary>
internal static class ChangeSetCheck
{
    public static void Verify(ChangeSet changes, in LedgerHead head, Books books)
    {
        var before = changes.Before;
        var after = changes.After;
        Require(before == head, "The change set does not start where the ledger stands.");
        Require(after.Sequence == before.Sequence + changes.Transactions.Length, "The head does not count the transactions.");
        Require(after.Postings == before.Postings + changes.Postings.Length, "The head does not count the postings.");
        Require(after.Postings <= PackedPosting.OrdinalMax, "The ledger is full: in memory it holds 2^31 - 1 postings.");
        Require(after.Sequence <= PackedPosting.OrdinalMax, "The ledger is full: in memory it holds 2^31 - 1 transactions.");
        Require(after.Accounts <= PackedPosting.OrdinalMax, "The ledger is full: in memory it holds 2^31 - 1 accounts.");
        Require(after.Rules == before.Rules + changes.Rules.Length, "The head does not count the rules.");
        Require(after.Answers == before.Answers + changes.Answers.Length, "The head does not count the answers.");
        VerifyCommit(changes);
        VerifyJournal(changes);
        VerifyRows(changes, books);
    }

    private static void VerifyCommit(ChangeSet changes)
    {
        Require((changes.Commit is null) == changes.Transactions.IsEmpty, "A commit stands for transactions, and transactions for a commit.");
        if (changes.Commit is not { } commit)
        {
            Require(changes.After.Commits == changes.Before.Commits && changes.EarlierCommits.IsEmpty, "The head does not count the commits.");
            return;
        }

        var number = changes.Before.Commits;
        var covered = changes.Before.Sequence;
        foreach (ref readonly var earlier in changes.EarlierCommits.Span)
        {
            VerifyCommit(earlier, ref number, ref covered);
        }

        VerifyCommit(commit, ref number, ref covered);
        Require(changes.After.Commits == number, "The head does not count the commits.");
        Require(changes.After.Sequence == covered, "The commit does not cover its transactions.");
    }

    private static void VerifyCommit(in CommitRow commit, ref long number, ref long covered)
    {
        Require(commit.Number == ++number, "The head does not count the commits.");
        Require(commit.FirstSequence == covered + 1 && commit.LastSequence > covered, "The commit does not cover its transactions.");
        covered = commit.LastSequence;
    }

    private static void VerifyJournal(ChangeSet changes)
    {
        var postings = changes.Postings.Span;
        var posting = 0;
        var sequence = changes.Before.Sequence;
        foreach (ref readonly var row in changes.Transactions.Span)
        {
            sequence++;
            Require(row.Sequence == sequence, "A transaction is out of order.");
            Require(row.PostingCount >= 0 && row.PostingCount <= postings.Length - posting, "A transaction lacks postings.");
            Require(row.PostingCount == 0 || row.FirstPosting == changes.Before.Postings + posting + 1, "A transaction's postings are elsewhere.");
            foreach (ref readonly var line in postings.Slice(posting, row.PostingCount))
            {
                posting++;
                Require(line.Ordinal == changes.Before.Postings + posting && line.Sequence == sequence, "A posting is out of order.");
                Require(
                    IsWithin(line.DebitAccount, changes.After.Accounts) && IsWithin(line.CreditAccount, changes.After.Accounts),
                    "A posting names an account that there is not.");
                Require(
                    IsEarlier(line.DebitPrevious, line.Ordinal) && IsEarlier(line.CreditPrevious, line.Ordinal),
                    "A posting points forward.");
            }
        }

        Require(posting == postings.Length, "A posting belongs to no transaction.");
        VerifyOrdinals(changes);
    }

    private static void VerifyOrdinals(ChangeSet changes)
    {
        var rule = changes.Before.Rules;
        foreach (var row in changes.Rules.Span)
        {
            Require(row.Ordinal == ++rule, "A rule is out of order.");
        }

        var answer = changes.Before.Answers;
        foreach (var row in changes.Answers.Span)
        {
            Require(row.Ordinal == ++answer, "An answer is out of order.");
        }
    }

    private static void VerifyRows(ChangeSet changes, Books books)
    {
        var wallets = new NewOrdinals(changes.Before.Wallets, changes.After.Wallets);
        foreach (var row in changes.Wallets.Span)
        {
            Require(wallets.Accept(row.Ordinal), "A wallet is out of order.");
        }

        var accounts = new NewOrdinals(changes.Before.Accounts, changes.After.Accounts);
        foreach (var row in changes.Accounts.Span)
        {
            Require(accounts.Accept(row.Ordinal), "An account is out of order.");
            Require(row.Wallet == 0 || IsWithin(row.Wallet, changes.After.Wallets), "An account names a wallet that there is not.");
        }

        var balances = new NewOrdinals(changes.Before.Accounts, changes.After.Accounts);
        foreach (ref readonly var row in changes.Balances.Span)
        {
            Require(balances.Accept(row.Account), "A balance names an account that there is not.");
            Require(PackedBalance.Fits(row), "A balance counts entries or days that there cannot be.");
        }

        Require(wallets.AreComplete && accounts.AreComplete && balances.AreComplete, "A new wallet, account or balance is missing.");
        foreach (var row in changes.Freezes.Span)
        {
            Require(IsWithin(row.Ordinal, changes.After.Sequence), "A freeze record names a transaction that there is not.");
            Require(
                row.Ordinal > changes.Before.Sequence || books.Live.Freeze(row.Ordinal) is not null,
                "A new freeze record names an old transaction.");
        }
    }

    private static bool IsWithin(long ordinal, long last) => ordinal >= 1 && ordinal <= last;

    // The credit of a posting may follow the debit of the same one.
    private static bool IsEarlier(long entry, long posting) => entry >= 0 && entry < (posting * 2) + 1;

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new WalletStoreException($"Nothing was written. {otherwise}", isTransient: false);
        }
    }
}
