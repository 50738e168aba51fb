namespace WalletCore.Testing;

/// <summary>
/// Whether what racing callers were told is what one order of their commands gives. What posted stands in the journal's order; what did not (refusals,
/// replays) may stand wherever the model gives its answer, but not before what was answered before it was asked, nor after what was asked
/// after it was answered. (Linearizability: Herlihy and Wing 1990.)
/// </summary>
internal static class RaceOrder
{
    /// <summary>What contradicts every order; null when there is one. The model is where the order ends then.</summary>
    public static string? FindContradiction(ModelBooks model, WorkloadGenerator generator, IReadOnlyList<RaceCall> calls, DateTimeOffset now)
    {
        var posted = calls.Where(call => call.Sequence is not null).OrderBy(call => call.Sequence).ToArray();
        for (var i = 1; i < posted.Length; i++)
        {
            var earlier = posted.Take(i).FirstOrDefault(call => posted[i].Answered < call.Asked);
            if (earlier is not null)
            {
                return $"[{posted[i]}] was answered before [{earlier}] was asked, and stands after it in the journal";
            }
        }

        var floating = calls.Where(call => call.Sequence is null).OrderBy(call => call.Asked).ToList();
        for (var place = 0; place <= posted.Length; place++)
        {
            PlaceFloating(model, generator, floating, posted, place, now);
            if (floating.Find(call => place < posted.Length && call.Answered < posted[place].Asked) is { } homeless)
            {
                return NoPlace(model, homeless, now);
            }

            if (place < posted.Length && Post(model, generator, posted[place], now) is { } wrong)
            {
                return wrong;
            }
        }

        return floating.Count > 0 ? NoPlace(model, floating[0], now) : null;
    }

    /// <summary>Puts every call that fits here before the one that is posted next. The earliest place is the best: it stands in nobody's way.</summary>
    private static void PlaceFloating(
        ModelBooks model, WorkloadGenerator generator, List<RaceCall> floating, RaceCall[] posted, int place, DateTimeOffset now)
    {
        for (var found = true; found;)
        {
            found = false;
            foreach (var call in floating)
            {
                var isTooEarly = posted.Skip(place).Any(later => later.Answered < call.Asked)
                    || floating.Exists(other => other.Answered < call.Asked);
                if (!isTooEarly && model.Preview(call.Command, now).ToString() == call.Answer)
                {
                    var answer = model.Execute(call.Command, now);
                    generator.Learn(call.Step, answer);
                    floating.Remove(call);
                    found = true;
                    break;
                }
            }
        }
    }

    private static string? Post(ModelBooks model, WorkloadGenerator generator, RaceCall call, DateTimeOffset now)
    {
        var answer = model.Execute(call.Command, now);
        if (answer.ToString() != call.Answer)
        {
            return $"[{call}] stands at {call.Sequence} in the journal, where the model says {answer}";
        }

        model.Bind(answer, call.Outcome.Receipt!);
        generator.Learn(call.Step, answer);
        foreach (var balance in call.Outcome.Receipt!.Balances.Where(balance => balance.SystemCode is null))
        {
            var currency = balance.Available.Currency;
            if (model.BalanceOf(balance.WalletId, currency, now) is not var (available, frozen))
            {
                return $"[{call}]: its receipt names an account that the model does not know: {balance}";
            }

            var isSame = model.MayBeUnreleased(balance.WalletId, currency, now)
                ? balance.Balance == available + frozen
                : balance.Available == available && balance.Frozen == frozen;
            if (!isSame)
            {
                return $"[{call}] stands at {call.Sequence} in the journal; its receipt says {balance}, the model {available} + {frozen}";
            }
        }

        return null;
    }

    private static string NoPlace(ModelBooks model, RaceCall call, DateTimeOffset now) =>
        $"[{call}] has no place in the journal's order: at the last that it may have, the model says "
        + $"{model.Preview(call.Command, now)}; it was {ModelText.Of(call.Command)}";
}
