using System.Runtime.InteropServices;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>Wallets: each, with its accounts, is what the journal last said of it, and every account is either a wallet's or a system account.</summary>
internal sealed class WalletCheck(AuditedBooks books) : JournalCheck
{
    private readonly WalletDigest _digest = new();
    private readonly Dictionary<long, LastImage> _images = [];

    public override void Visit(in TransactionRow header, ReadOnlySpan<PostingRow> postings)
    {
        if (header.Wallet == 0)
        {
            return;
        }

        if (AfterImage.Read(header, books.Findings)?.Wallet is not { } image || image.Wallet.Ordinal != header.Wallet)
        {
            books.Findings.Add(VerificationCode.ChangesWrong, header.Sequence, $"It concerns wallet {header.Wallet} and does not say what became of it.");
            return;
        }

        _images[header.Wallet] = new LastImage(header.Sequence, _digest.Of(image));
    }

    public override async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        CheckAccounts();
        var seen = 0L;
        var isRead = await books.ForEachAsync(
            "wallets",
            (after, limit) => books.Reader.ListWalletsAsync(new WalletFilter(), after, limit, cancellationToken),
            static facts => facts.Wallet.Ordinal,
            facts =>
            {
                seen++;
                Compare(facts);
            }).ConfigureAwait(false);
        if (!isRead)
        {
            return;
        }

        foreach (var (wallet, image) in _images.OrderBy(pair => pair.Value.Sequence))
        {
            books.Findings.Add(VerificationCode.WalletWrong, image.Sequence, $"Wallet {wallet} is missing.");
        }

        if (seen != books.Head.Wallets)
        {
            books.Findings.Add(VerificationCode.HeadWrong, null, $"The head says {books.Head.Wallets} wallets; there are {seen}.");
        }
    }

    private void Compare(WalletFacts facts)
    {
        var wallet = facts.Wallet.Ordinal;
        if (!_images.Remove(wallet, out var image))
        {
            books.Findings.Add(VerificationCode.WalletUnknown, null, $"No transaction opened wallet {wallet}.");
        }
        else if (_digest.Of(facts) != image.Digest)
        {
            books.Findings.Add(
                VerificationCode.WalletWrong, image.Sequence, $"Wallet {wallet}, or one of its accounts, is not what this transaction, the last about it, says.");
        }
    }

    private void CheckAccounts()
    {
        foreach (var account in books.Accounts.Values)
        {
            var row = account.Row;
            var isSound = row.Ordinal >= 1 && row.Ordinal <= books.Head.Accounts && Enum.IsDefined(row.Class)
                && (row.Wallet == 0 ? IsSystemAccount(row) : row.Code is null && row.Class == AccountClass.Liability && row.Wallet <= books.Head.Wallets);
            if (!isSound)
            {
                books.Findings.Add(VerificationCode.AccountWrong, null, $"Account {row.Ordinal} is neither a wallet's nor a system account.");
            }
        }
    }

    private static bool IsSystemAccount(AccountRow row) =>
        row is { Code: not null, Number: null, MaxBalance: null, Closed: false } && row.CreditLimit == Int128.Zero;

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct LastImage(long Sequence, UInt128 Digest);
}
