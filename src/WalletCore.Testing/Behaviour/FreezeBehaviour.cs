using WalletCore.Testing.Conformance;

namespace WalletCore.Testing.Behaviour;

/// <summary>Freeze records.</summary>
internal static class FreezeBehaviour
{
    public static IReadOnlyList<StoreCase> All { get; } =
    [
        Case.Of("freezes.more_than_available", "What is frozen already cannot be frozen again.", MoreThanAvailable),
        Case.Of("freezes.settled", "A settled record says how it was settled; the same key is a replay.", Settled),
        Case.Of("freezes.exceeds", "No more is released or captured than remains.", Exceeds),
        Case.Of("freezes.partial_capture", "A single capture releases the rest, one of several leaves it, a final one releases it.", PartialCapture),
        Case.Of("freezes.expiry", "At the instant its money can be spent, its record is expired, and it is released once.", Expiry),
        Case.Of("freezes.expiry", "The sweep releases what nobody touched, once; a restart in between changes nothing.", Sweep, "sweep"),
        Case.Of("freezes.raise_extend", "Raising needs money, extending needs a later time, both need an active record.", RaiseAndExtend),
        Case.Of("freezes.batch", "Many are released together, each with its outcome.", Batch),
        Case.Of("freezes.pocket", "Released money is where it was, in its currency.", Pocket),
    ];

    private static async Task MoreThanAvailable(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 100m);
        await scene.PostedAsync(new Freeze(ana, Money.EUR(60m)));
        await scene.RefusedAsync("insufficient_funds", new Freeze(ana, Money.EUR(40.01m)));
        await scene.PostedAsync(new Freeze(ana, Money.EUR(40m)));
        await scene.HasAsync(ana, "0.00 + 100.00");
        await scene.RefusedAsync("insufficient_funds", new Withdraw(ana, Money.EUR(0.01m)));
    }

    private static async Task Settled(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 100m);
        var released = (await scene.PostedAsync(new Freeze(ana, Money.EUR(10m)))).Id;
        var unfreeze = new Unfreeze(released) { Key = "u" };
        await scene.PostedAsync(unfreeze);
        await scene.ReplayedAsync(unfreeze);
        var captured = (await scene.PostedAsync(new Freeze(ana, Money.EUR(10m)))).Id;
        await scene.PostedAsync(new Capture(captured));
        foreach (var (id, status) in new[] { (released, FreezeStatus.Released), (captured, FreezeStatus.Captured) })
        {
            foreach (var refusal in new[]
            {
                await scene.RefusedAsync("freeze_not_active", new Unfreeze(id)),
                await scene.RefusedAsync("freeze_not_active", new Capture(id)),
                await scene.RefusedAsync("freeze_not_active", new ExtendFreeze(id, scene.Now.AddHours(1))),
                await scene.RefusedAsync("freeze_not_active", new RaiseFreeze(id, Money.EUR(1m))),
            })
            {
                Check.Same(status, refusal.FreezeStatus, "The status that the refusal says");
            }
        }

        await scene.HasAsync(ana, "90.00 + 0.00");
        await scene.RefusedAsync("freeze_not_found", new Unfreeze(FreezeId.Parse("frz_01h455vb4pex5vsknk084sn02q")));
    }

    private static async Task Exceeds(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 100m);
        var id = (await scene.PostedAsync(new Freeze(ana, Money.EUR(50m)) { Mode = CaptureMode.Several })).Id;
        await scene.PostedAsync(new Capture(id) { Amount = Money.EUR(20m) });
        await scene.RefusedAsync("capture_exceeds_remaining", new Capture(id) { Amount = Money.EUR(30.01m) });
        await scene.RefusedAsync("release_exceeds_remaining", new Unfreeze(id) { Amount = Money.EUR(30.01m) });
        await scene.PostedAsync(new Unfreeze(id) { Amount = Money.EUR(30m) });
        await scene.HasAsync(ana, "80.00 + 0.00");
    }

    private static async Task PartialCapture(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 100m);
        var bob = await scene.WalletAsync("bob");
        var single = (await scene.PostedAsync(new Freeze(ana, Money.EUR(50m)))).Id;
        await scene.PostedAsync(new Capture(single) { Amount = Money.EUR(30m), To = bob });
        await scene.HasAsync(ana, "70.00 + 0.00");
        await scene.HasAsync(bob, "30.00 + 0.00");
        var several = (await scene.PostedAsync(new Freeze(ana, Money.EUR(50m)) { Mode = CaptureMode.Several })).Id;
        await scene.PostedAsync(new Capture(several) { Amount = Money.EUR(10m), To = bob });
        await scene.HasAsync(ana, "20.00 + 40.00");
        await scene.ReopenAsync();
        var last = await scene.PostedAsync(new Capture(several) { Amount = Money.EUR(10m), To = bob, IsFinal = true });
        Check.Same("Captured 20.00 EUR", $"{last.Freeze.Status} {last.Freeze.Captured}", "The record");
        await scene.HasAsync(ana, "50.00 + 0.00");
        await scene.HasAsync(bob, "50.00 + 0.00");
    }

    private static async Task Expiry(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 100m);
        var expiry = scene.Now.AddMinutes(1);
        var id = (await scene.PostedAsync(new Freeze(ana, Money.EUR(80m)) { ExpiresAt = expiry })).Id;
        scene.Clock.Set(expiry.AddMicroseconds(-1));
        await scene.RefusedAsync("insufficient_funds", new Withdraw(ana, Money.EUR(90m)));
        await scene.HasAsync(ana, "20.00 + 80.00");
        scene.Clock.Set(expiry);
        await scene.HasAsync(ana, "100.00 + 0.00");
        await scene.PostedAsync(new Withdraw(ana, Money.EUR(90m)));
        var late = await scene.RefusedAsync("freeze_not_active", new Unfreeze(id));
        Check.Same(FreezeStatus.Expired, late.FreezeStatus, "The status");
        Check.Same(0, await scene.Ledger.SweepExpiredAsync(), "What is left for the sweep");
        await scene.HasAsync(ana, "10.00 + 0.00");
    }

    private static async Task Sweep(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 100m);
        for (var i = 1; i <= 20; i++)
        {
            await scene.PostedAsync(new Freeze(ana, Money.EUR(1m)) { ExpiresAt = scene.Now.AddMinutes(i) });
        }

        scene.Clock.Move(TimeSpan.FromMinutes(15));
        await scene.ReopenAsync();
        Check.Same(15, await scene.Ledger.SweepExpiredAsync(), "The records released");
        Check.Same(0, await scene.Ledger.SweepExpiredAsync(), "The records released again");
        await scene.HasAsync(ana, "95.00 + 5.00");
    }

    private static async Task RaiseAndExtend(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 100m);
        var id = (await scene.PostedAsync(new Freeze(ana, Money.EUR(50m)) { ExpiresAt = scene.Now.AddHours(1) })).Id;
        await scene.RefusedAsync("insufficient_funds", new RaiseFreeze(id, Money.EUR(50.01m)));
        var raised = await scene.PostedAsync(new RaiseFreeze(id, Money.EUR(10m)));
        Check.Same(Money.EUR(60m).ToString(), raised.Freeze.Remaining.ToString(), "What it holds");
        await scene.RefusedAsync("expiry_not_future", new ExtendFreeze(id, scene.Now));
        await scene.PostedAsync(new ExtendFreeze(id, scene.Now.AddHours(2)));
        scene.Clock.Move(TimeSpan.FromHours(1));
        await scene.HasAsync(ana, "40.00 + 60.00");
        scene.Clock.Move(TimeSpan.FromHours(1));
        await scene.HasAsync(ana, "100.00 + 0.00");
        await scene.RefusedAsync("expiry_not_future", new Freeze(ana, Money.EUR(1m)) { ExpiresAt = scene.Now });
    }

    private static async Task Batch(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 100m);
        var ids = new List<FreezeId>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add((await scene.PostedAsync(new Freeze(ana, Money.EUR(10m)))).Id);
        }

        await scene.PostedAsync(new Unfreeze(ids[1]));
        var batch = await scene.Ledger.ExecuteBatchAsync([.. ids.Select(id => new Unfreeze(id))]);
        Check.Same("posted freeze_not_active posted", string.Join(' ', batch.Outcomes.Select(Scene.Code)), "The outcomes");
        Check.Same((2, 1).ToString(), (batch.PostedCount, batch.RefusedCount).ToString(), "The counts");
        await scene.HasAsync(ana, "100.00 + 0.00");
    }

    private static async Task Pocket(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 10m);
        await scene.PostedAsync(new AddAccount(ana, Currency.USD));
        await scene.PostedAsync(new Deposit(ana, Money.USD(10m)));
        var euros = (await scene.PostedAsync(new Freeze(ana, Money.EUR(4m)))).Id;
        var dollars = (await scene.PostedAsync(new Freeze(ana, Money.USD(7m)))).Id;
        await scene.RefusedAsync("currency_mismatch", new Unfreeze(euros) { Amount = Money.USD(4m) });
        await scene.PostedAsync(new Unfreeze(dollars));
        await scene.HasAsync(ana, "6.00 + 4.00");
        await scene.HasAsync(ana, "10.00 + 0.00", Currency.USD);
        await scene.PostedAsync(new Unfreeze(euros));
        await scene.HasAsync(ana, "10.00 + 0.00");
    }
}
