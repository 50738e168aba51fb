using System.Globalization;
using WalletCore;

namespace Samples.MarketplaceDay;

/// <summary>
/// Writes a day of so many lines. The same seed and count always give the same file. About one line in thirty is bad on purpose
/// (<see cref="BadLines"/>).
/// </summary>
internal sealed class DayGenerator
{
    private static readonly Currency[] Homes = [Currency.EUR, Currency.EUR, Currency.EUR, Currency.USD, Currency.JPY];

    private readonly Dice _dice;
    private readonly int _count;
    private readonly Town _town = new();
    private readonly List<string> _lines = [];
    private readonly BadLines _bad;
    private readonly (int Weight, Func<string?> Write)[] _verbs;
    private readonly int _weights;

    public DayGenerator(ulong seed, int count)
    {
        _dice = new Dice(seed);
        _count = count;
        _bad = new BadLines(_dice, _town, _lines);
        _verbs =
        [
            (220, Deposit), (330, Purchase), (100, Transfer), (50, Withdraw), (40, Bonus), (20, SpendPoints), (50, Freeze), (25, Capture),
            (15, Unfreeze), (6, Raise), (5, Extend), (40, PartialRefund), (15, FullRefund), (10, Cancel), (7, Adjust), (4, FreezeWallet),
            (3, ThawWallet), (15, Payout), (4, Residual), (10, Exchange), (3, Account), (2, Limit), (1, Close), (1, Reopen), (34, _bad.Write),
        ];
        _weights = _verbs.Sum(verb => verb.Weight);
    }

    public static DateOnly Date => new(2026, 3, 2);

    public IReadOnlyList<string> Write()
    {
        Open();
        while (_lines.Count < _count)
        {
            if (PickVerb()() is { } line)
            {
                _lines.Add(line);
            }
        }

        return _lines;
    }

    private void Open()
    {
        var customers = Math.Max(10, _count / 50);
        for (var i = 1; i <= customers && _lines.Count < _count; i++)
        {
            var owner = string.Create(CultureInfo.InvariantCulture, $"customer-{i}");
            var home = Homes[i % Homes.Length];
            _town.Customers.Add(owner);
            _town.HomeOf.Add(owner, home);
            var isPostpaid = i % 20 == 0;
            _lines.Add(Line("open", owner, isPostpaid ? $"{home},postpaid,{Money.FromMinor(20_000, home)}" : $"{home}"));
            if (i % 3 == 0)
            {
                _lines.Add(Line("open", owner, isPostpaid ? "POINTS,postpaid" : "POINTS"));
            }
        }

        for (var i = 1; i <= Math.Max(3, _count / 500) && _lines.Count < _count; i++)
        {
            var shop = string.Create(CultureInfo.InvariantCulture, $"shop-{i}");
            _town.Shops.Add(shop);
            foreach (var currency in Homes.Distinct().Append(Marketplace.Points))
            {
                _lines.Add(Line("open", shop, $"{currency}"));
            }
        }
    }

    private Func<string?> PickVerb()
    {
        var roll = _dice.Roll(_weights);
        foreach (var (weight, write) in _verbs)
        {
            roll -= weight;
            if (roll < 0)
            {
                return write;
            }
        }

        throw new InvalidOperationException("The weights do not add up.");
    }

    private string Deposit()
    {
        var (owner, home) = Customer();
        var amount = Money.FromMinor(_dice.Between(1_000, 50_000), home);
        _town.Move(null, owner, amount);
        return Line("deposit", owner, amount);
    }

    private string? Purchase()
    {
        var (owner, home) = Customer();
        var shop = _dice.Pick(_town.Shops);
        return Some(owner, home) is not { } amount ? null : Note(_town.Purchases, Pay("purchase", owner, shop, amount, $",order-{_lines.Count + 1}"), amount);
    }

    private string? Transfer()
    {
        var (owner, home) = Customer();
        var other = _dice.Pick(_town.Customers);
        return other == owner || _town.HomeOf[other] != home || Some(owner, home) is not { } amount ? null
            : Note(_town.Purchases, Pay("transfer", owner, other, amount), amount);
    }

    private string? SpendPoints()
    {
        var owner = _dice.Pick(_town.Customers);
        return Some(owner, Marketplace.Points) is not { } amount ? null : Pay("transfer", owner, _dice.Pick(_town.Shops), amount);
    }

    private string Bonus()
    {
        var owner = _town.Customers[Math.Min(_town.Customers.Count - 1, (3 * (1 + _dice.Roll(Math.Max(1, _town.Customers.Count / 3)))) - 1)];
        var points = Money.FromMinor(_dice.Between(1, 500), Marketplace.Points);
        _town.Move(null, owner, points);
        return Line("bonus", owner, points);
    }

    private string? Withdraw()
    {
        var (owner, home) = Customer();
        return Some(owner, home) is not { } amount ? null : Out("withdraw", owner, amount);
    }

    private string? Payout()
    {
        var shop = _dice.Pick(_town.Shops);
        return Some(shop, _dice.Pick(Homes)) is not { } amount ? null : Out("payout", shop, amount);
    }

    private string? Freeze()
    {
        var (owner, home) = Customer();
        return Some(owner, home) is not { } amount ? null
            : Note(_town.Freezes, Out("freeze", owner, amount, _dice.Roll(4) == 0 ? ",several" : ""), amount);
    }

    private string? Capture()
    {
        if (Take(_town.Freezes) is not { } freeze)
        {
            return null;
        }

        var part = _dice.Roll(3) == 0 ? $"{Part(freeze.Amount)}" : "";
        return Line("capture", freeze.Key, _dice.Roll(4) == 0 ? part : $"{part},{_dice.Pick(_town.Shops)}");
    }

    private string? Unfreeze() => Take(_town.Freezes) is not { } freeze ? null : Line("unfreeze", freeze.Key, "");

    private string? Raise() => _town.Freezes.Count == 0 ? null
        : _dice.Pick(_town.Freezes) is var freeze ? Line("raise", freeze.Key, Part(freeze.Amount)) : null;

    private string? Extend() => _town.Freezes.Count == 0 ? null : Line("extend", _dice.Pick(_town.Freezes).Key, "2099-12-31");

    private string? PartialRefund() => _town.Purchases.Count == 0 ? null
        : _dice.Pick(_town.Purchases) is var bought ? Line("refund", bought.Key, Part(bought.Amount)) : null;

    private string? FullRefund() => Take(_town.Purchases) is not { } bought ? null : Line("refund", bought.Key, "");

    private string? Cancel() => Take(_town.Purchases) is not { } bought ? null : $"{Key("cancel")},cancel,{bought.Key}";

    private string Adjust()
    {
        var (owner, home) = Customer();
        var amount = Money.FromMinor(_dice.Between(1, 500), home);
        return Line("adjust", owner, $"{(_dice.Roll(3) > 0 ? "credit" : "debit")},{amount},goodwill,manager");
    }

    private string FreezeWallet()
    {
        var owner = _dice.Pick(_town.Customers);
        var reason = $"case {_lines.Count + 1}";
        _town.FrozenWallets.Add((owner, reason));
        return Line("freeze_wallet", owner, $"{_dice.Pick(["debits", "credits", "both"])},{reason}");
    }

    private string? ThawWallet() => Take(_town.FrozenWallets) is not { } frozen ? null : Line("thaw_wallet", frozen.Owner, frozen.Reason);

    private string? Residual()
    {
        var (owner, home) = Customer();
        var all = _town.Available(owner, home);
        _town.Move(owner, null, all);
        return Line("residual", owner, $"{home}");
    }

    private string? Exchange()
    {
        // Shops have an account in each currency.
        var shop = _dice.Pick(_town.Shops);
        return Some(shop, Currency.EUR) is not { } amount ? null
            : _dice.Roll(2) == 0 ? Out("exchange", shop, amount, ",USD,1.0853") : Out("exchange", shop, amount, ",JPY,163.27");
    }

    private string Account() => Line("account", _dice.Pick(_town.Customers), "USD");

    private string? Limit()
    {
        var index = 20 * (1 + _dice.Roll(Math.Max(1, _town.Customers.Count / 20)));
        return index > _town.Customers.Count ? null
            : Line("limit", _town.Customers[index - 1], Money.FromMinor(_dice.Between(10_000, 40_000), _town.HomeOf[_town.Customers[index - 1]]));
    }

    private string Close()
    {
        var owner = _dice.Pick(_town.Customers);
        _town.ClosedWallets.Add(owner);
        return $"{Key("close")},close,{owner}";
    }

    private string? Reopen() => Take(_town.ClosedWallets) is not { } owner ? null : $"{Key("reopen")},reopen,{owner}";

    private string Pay(string verb, string from, string to, Money amount, string more = "")
    {
        _town.Move(from, to, amount);
        return $"{Key(verb)},{verb},{from},{to},{amount}{more}";
    }

    private string Out(string verb, string owner, Money amount, string more = "")
    {
        _town.Move(owner, null, amount);
        return $"{Key(verb)},{verb},{owner},{amount}{more}";
    }

    private string Note(List<(string Key, Money Amount)> list, string line, Money amount)
    {
        list.Add((line[..line.IndexOf(',', StringComparison.Ordinal)], amount));
        return line;
    }

    /// <summary>Removes one at random, or answers nothing when there is none.</summary>
    private T? Take<T>(List<T> list)
        where T : struct
    {
        if (list.Count == 0)
        {
            return null;
        }

        var index = _dice.Roll(list.Count);
        var item = list[index];
        list[index] = list[^1];
        list.RemoveAt(list.Count - 1);
        return item;
    }

    private string? Take(List<string> list)
    {
        if (list.Count == 0)
        {
            return null;
        }

        var index = _dice.Roll(list.Count);
        var item = list[index];
        list.RemoveAt(index);
        return item;
    }

    private (string Owner, Currency Home) Customer()
    {
        var owner = _dice.Pick(_town.Customers);
        return (owner, _town.HomeOf[owner]);
    }

    /// <summary>Some of what an owner has; nothing when there is too little.</summary>
    private Money? Some(string owner, Currency currency)
    {
        var available = (long)_town.Available(owner, currency).AmountMinor;
        return available < 10 ? null : Money.FromMinor(_dice.Between(1, available / 2), currency);
    }

    private Money Part(Money amount) => Money.FromMinor(_dice.Between(1, (long)amount.AmountMinor), amount.Currency);

    private string Key(string verb) => BadLines.Key(verb, _lines.Count + 1);

    private string Line(string verb, string first, object rest) => $"{Key(verb)},{verb},{first},{rest}";
}
