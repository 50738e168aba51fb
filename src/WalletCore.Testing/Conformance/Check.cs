namespace WalletCore.Testing.Conformance;

/// <summary>What cases assert with; a failure is a <see cref="CheckFailedException"/> that shows both sides.</summary>
internal static class Check
{
    private static readonly TimeSpan StuckAfter = TimeSpan.FromSeconds(60);

    public static void True(bool holds, string what)
    {
        if (!holds)
        {
            throw new CheckFailedException($"Expected: {what}.");
        }
    }

    /// <summary>Compares all the way down, lists and records included.</summary>
    public static void Same(object? expected, object? actual, string what)
    {
        var wanted = FactText.Of(expected);
        var got = FactText.Of(actual);
        if (!string.Equals(wanted, got, StringComparison.Ordinal))
        {
            throw new CheckFailedException($"{what}\n expected {Around(wanted, got)}\n but got  {Around(got, wanted)}");
        }
    }

    public static async Task<T> Throws<T>(Func<ValueTask> act, string what)
        where T : Exception
    {
        try
        {
            await act();
        }
        catch (T thrown)
        {
            return thrown;
        }
        catch (Exception other)
        {
            throw new CheckFailedException($"Expected {typeof(T).Name}: {what}; but got {other.GetType().Name}: {other.Message}");
        }

        throw new CheckFailedException($"Expected {typeof(T).Name}: {what}.");
    }

    /// <summary>Waits for what must happen; a store that hangs fails instead.</summary>
    public static Task<T> Soon<T>(ValueTask<T> task) => Soon(task.AsTask());

    /// <inheritdoc cref="Soon{T}(ValueTask{T})"/>
    public static async Task<T> Soon<T>(Task<T> task)
    {
        await Soon((Task)task);
        return await task;
    }

    /// <inheritdoc cref="Soon{T}(ValueTask{T})"/>
    public static async Task Soon(Task task)
    {
        try
        {
            await task.WaitAsync(StuckAfter);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw new CheckFailedException($"Expected: an answer of the store within {StuckAfter}.");
        }
    }

    private static string Around(string text, string other)
    {
        const int Context = 400;
        var differs = text.Zip(other).TakeWhile(static pair => pair.First == pair.Second).Count();
        var from = Math.Max(0, differs - (Context / 2));
        return $"({text.Length} characters, from {from}) {text.Substring(from, Math.Min(Context, text.Length - from))}";
    }
}
