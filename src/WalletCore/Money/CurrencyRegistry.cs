using System.Collections.Frozen;
using System.Collections.Immutable;

namespace WalletCore;

/// <summary>
/// The currencies that are known by their code: those of ISO 4217 and those that the host registers. Immutable and safe to share
/// between threads; <see cref="With"/> makes a larger one.
/// </summary>
public sealed class CurrencyRegistry
{
    private readonly FrozenDictionary<string, Currency> _byCode;
    private readonly FrozenDictionary<string, Currency>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    private CurrencyRegistry(IEnumerable<Currency> currencies)
    {
        _byCode = currencies.ToFrozenDictionary(currency => currency.Code, StringComparer.Ordinal);
        _bySpan = _byCode.GetAlternateLookup<ReadOnlySpan<char>>();
        All = [.. _byCode.Values.OrderBy(currency => currency.Code, StringComparer.Ordinal)];
    }

    /// <summary>The active list of ISO 4217:2015 as published on 2026-01-01, except <c>XXX</c>, and nothing else.</summary>
    public static CurrencyRegistry Iso { get; } = new(IsoCurrencies.All.Select(definition => new Currency(definition)));

    /// <summary>Every currency of this registry, in ordinal order of the codes.</summary>
    public ImmutableArray<Currency> All { get; }

    /// <summary>A registry of the currencies of this one and those given. This one does not change.</summary>
    /// <param name="currencies">Currencies made with <see cref="Currency.Define"/>. One that is known already changes nothing.</param>
    /// <exception cref="ArgumentException">
    /// A currency is <see cref="Currency.None"/>, or its code is known already with another number of minor-unit digits.
    /// </exception>
    public CurrencyRegistry With(params ReadOnlySpan<Currency> currencies)
    {
        var byCode = _byCode.ToDictionary(StringComparer.Ordinal);
        foreach (var currency in currencies)
        {
            if (currency.IsNone)
            {
                throw new ArgumentException("No currency cannot be registered.", nameof(currencies));
            }

            if (!byCode.TryAdd(currency.Code, currency) && byCode[currency.Code] != currency)
            {
                throw new ArgumentException(
                    $"{currency.Code} is registered with {byCode[currency.Code].MinorUnits} minor-unit digits, not {currency.MinorUnits}.",
                    nameof(currencies));
            }
        }

        return new CurrencyRegistry(byCode.Values);
    }

    /// <summary>Whether this very currency, with its number of minor-unit digits, is known here.</summary>
    /// <param name="currency">Any currency; <see cref="Currency.None"/> is never known.</param>
    public bool Contains(Currency currency) => _byCode.TryGetValue(currency.Code, out var known) && known == currency;

    /// <summary>The currency with this code.</summary>
    /// <param name="code">A code in upper case.</param>
    /// <exception cref="ArgumentNullException"><paramref name="code"/> is null.</exception>
    /// <exception cref="UnknownCurrencyException">The code is not known here.</exception>
    public Currency FromCode(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return TryFromCode(code, out var currency) ? currency : throw new UnknownCurrencyException(code);
    }

    /// <summary>Looks a currency up by its code.</summary>
    /// <param name="code">A code in upper case; null and malformed codes are not found.</param>
    /// <param name="currency">The currency, or <see cref="Currency.None"/> when not found.</param>
    public bool TryFromCode(string? code, out Currency currency) => TryFromCode(code.AsSpan(), out currency);

    /// <inheritdoc cref="TryFromCode(string?, out Currency)"/>
    public bool TryFromCode(ReadOnlySpan<char> code, out Currency currency) => _bySpan.TryGetValue(code, out currency);
}
