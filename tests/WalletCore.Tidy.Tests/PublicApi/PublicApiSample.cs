namespace WalletCore.Tidy.Tests;

/// <summary>One of each kind of member, for the printer's own snapshot.</summary>
public abstract class PublicApiSample : IDisposable
{
    public const int LinesMax = 400;
    public static readonly string Name = "sample";

    protected PublicApiSample(string name, int? count = null) => _ = (name, count);

    public event EventHandler? Changed;

    public enum Shape : byte
    {
        Round = 1,
        Square = 2,
    }

    public string Title { get; init; } = "";

    public int Count { get; private set; }

    public required Shape Form { get; set; }

    public string this[int index] => index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static PublicApiSample operator +(PublicApiSample left, PublicApiSample right) => left;

    public abstract ValueTask<IReadOnlyList<T>> ReadAsync<T>(T[] first, ref readonly int second, CancellationToken cancellationToken = default)
        where T : class, IDisposable, new();

    public bool TryRead(string text, out int value, Shape form = Shape.Square, params object[] rest)
    {
        value = 0;
        Changed?.Invoke(this, EventArgs.Empty);
        return false;
    }

    public void Dispose() => GC.SuppressFinalize(this);

    protected virtual void OnChanged()
    {
    }

    internal void Hidden() => Count = 1;
}

public interface IPublicApiSample<in T>
    where T : struct
{
    void Accept(T value);
}

public readonly record struct PublicApiId(long Value);
