using System.Reflection;

namespace WalletCore.Ledgers.Tests.Hostile;

/// <summary>A valid command of every kind that there is, and a way to put anything into any of its fields.</summary>
internal static class AnyCommand
{
    private static readonly MethodInfo CloneOf = typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>Every kind of command that a host can make.</summary>
    public static IReadOnlyList<Type> Kinds { get; } =
        [.. typeof(Command).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Command)) && !type.IsAbstract)];

    public static Command Of(Type kind, Parties parties) => kind.Name switch
    {
        nameof(Transfer) => new Transfer(parties.Ana, parties.Bob, Money.EUR(1m)),
        nameof(Deposit) => new Deposit(parties.Ana, Money.EUR(1m)),
        nameof(Withdraw) => new Withdraw(parties.Ana, Money.EUR(1m)),
        nameof(Adjust) => new Adjust(parties.Ana, Side.Credit, Money.EUR(1m), "count") { Actor = new Actor("usr_root", "admin") },
        nameof(Post) => new Post("gift", Money.EUR(1m)) { Parties = new Dictionary<string, WalletRef> { ["from"] = parties.Ana, ["to"] = parties.Bob } },
        nameof(RefundResidual) => new RefundResidual(parties.Ana, Currency.EUR),
        nameof(Freeze) => new Freeze(parties.Ana, Money.EUR(1m)),
        nameof(Unfreeze) => new Unfreeze(parties.Freeze) { Amount = Money.EUR(0.01m) },
        nameof(Capture) => new Capture(parties.Freeze) { Amount = Money.EUR(0.01m), To = parties.Bob },
        nameof(RaiseFreeze) => new RaiseFreeze(parties.Freeze, Money.EUR(0.01m)),
        nameof(ExtendFreeze) => new ExtendFreeze(parties.Freeze, null),
        nameof(ExpireFreeze) => new ExpireFreeze(parties.Freeze),
        nameof(Refund) => new Refund(parties.Paid) { Amount = Money.EUR(0.01m) },
        nameof(Cancel) => new Cancel(parties.Paid),
        nameof(OpenWallet) => new OpenWallet("usr_new"),
        nameof(AddAccount) => new AddAccount(parties.Ana, Currency.USD),
        nameof(RemoveAccount) => new RemoveAccount(parties.Ana, Currency.USD),
        nameof(ChangeWallet) => new ChangeWallet(parties.Ana),
        nameof(FreezeWallet) => new FreezeWallet(parties.Carl, "check"),
        nameof(ThawWallet) => new ThawWallet(parties.Carl, "checked"),
        nameof(CloseWallet) => new CloseWallet(parties.Carl),
        nameof(ReopenWallet) => new ReopenWallet(parties.Carl),
        _ => throw new InvalidOperationException($"Say here what a valid {kind.Name} is."),
    };

    /// <summary>The fields of that type, inherited ones and those that only a constructor sets included.</summary>
    public static IEnumerable<FieldInfo> Fields(Type kind, Type type)
    {
        for (var level = kind; level != typeof(object); level = level!.BaseType)
        {
            foreach (var field in level!.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (field.FieldType == type || Nullable.GetUnderlyingType(field.FieldType) == type)
                {
                    yield return field;
                }
            }
        }
    }

    /// <summary>The command with that in that field, past every check of a constructor: what a careless deserializer would make.</summary>
    public static Command With(Command command, FieldInfo field, object? value)
    {
        var copy = (Command)CloneOf.Invoke(command, null)!;
        field.SetValue(copy, value);
        return copy;
    }

    /// <summary>Whom and what commands are about.</summary>
    internal sealed record Parties(WalletId Ana, WalletId Bob, WalletId Carl, FreezeId Freeze, TransactionId Paid);
}
