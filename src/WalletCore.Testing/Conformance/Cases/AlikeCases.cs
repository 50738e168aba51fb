using WalletCore.Storage;

namespace WalletCore.Testing.Conformance.Cases;

/// <summary>Many rows of a commit that have nearly everything in common.</summary>
internal static class AlikeCases
{
    public static IReadOnlyList<StoreCase> All { get; } =
    [
        new("row_alike_but_one", "Of many payments alike each comes back whole, and so does the one that differs in a single thing, wherever it stands.", AlikeButOne),
    ];

    /// <summary>A store may write what many have in common once: here all have everything in common, or all but one a single thing.</summary>
    private static async Task AlikeButOne(StoreUnderTest underTest)
    {
        const int length = 3;
        var stage = await Stage.WithWalletsAsync(underTest, 3);
        var builder = stage.Builder;
        var secondRule = builder.AddRule("another");
        Action[] others =
        [
            () => Pay(builder.Header()),
            () => Pay(builder.Header() with { RecordedAt = builder.Now + 1 }),
            () => Pay(builder.Header() with { Rule = secondRule }),
            () => Pay(builder.Header() with { BusinessDay = builder.BusinessDay - 1 }),
            () => Pay(builder.Header() with { Currency = "USD" }),
            () => Pay(builder.Header() with { Currency = null }),
            () => Pay(builder.Header() with { Key = "key " + builder.Books.Head.Sequence, Fingerprint = new CommandFingerprint(7, 9) }),
            () => Pay(builder.Header() with { Reference = "reference " + builder.Books.Head.Sequence }),
            () => Pay(builder.Header() with { AmountMinor = (Int128)long.MaxValue + 1 }),
            () => builder.Post(builder.Header()),
            () => builder.Post(builder.Header() with { Reference = "without postings " + builder.Books.Head.Sequence }),
            () => builder.Post(builder.Header(), new Line(1, 3, 1), new Line(1, 2, 1)),
            () => Change(posting => posting with { Role = PostingRole.Fee }),
            () => Change(posting => posting with { OnTop = true }),
            () => Change(posting => posting with { DebitFrozen = 5 }),
            () => Change(posting => posting with { CreditFrozen = -5 }),
            () => Change(posting => posting with { Amount = Int128.MaxValue }),
            () => Change(posting => posting with { CreditAvailable = Int128.MinValue }),

            // The last, because something is frozen on that account from then on.
            () => builder.Post(builder.Header(), new Line(1, 3, 1) { To = Pocket.Frozen }),
        ];
        await stage.CommitAsync();
        foreach (var other in others)
        {
            for (var place = 0; place < length; place++)
            {
                for (var i = 0; i < length; i++)
                {
                    (i == place ? other : others[0])();
                }

                await stage.CommitAsync();
            }

            // All of them in that way.
            other();
            other();
            await stage.CommitAsync();
        }

        await stage.VerifyAllAsync();

        void Pay(TransactionRow header) => builder.Post(header, new Line(1, 3 + (builder.Books.Head.Sequence % 3), 1));

        void Change(Func<PostingRow, PostingRow> change)
        {
            Pay(builder.Header());
            builder.ReplaceLastPosting(change);
        }
    }
}
