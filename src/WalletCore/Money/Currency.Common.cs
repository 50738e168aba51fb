namespace WalletCore;

/// <content>Names for the ISO 4217 currencies that most hosts need; <see cref="FromCode"/> finds the others.</content>
public readonly partial record struct Currency
{
    /// <summary>UAE Dirham, 2 minor-unit digits.</summary>
    public static Currency AED { get; } = new(IsoCurrencies.ByCode["AED"]);

    /// <summary>Australian Dollar, 2 minor-unit digits.</summary>
    public static Currency AUD { get; } = new(IsoCurrencies.ByCode["AUD"]);

    /// <summary>Bahraini Dinar, 3 minor-unit digits.</summary>
    public static Currency BHD { get; } = new(IsoCurrencies.ByCode["BHD"]);

    /// <summary>Brazilian Real, 2 minor-unit digits.</summary>
    public static Currency BRL { get; } = new(IsoCurrencies.ByCode["BRL"]);

    /// <summary>Canadian Dollar, 2 minor-unit digits.</summary>
    public static Currency CAD { get; } = new(IsoCurrencies.ByCode["CAD"]);

    /// <summary>Swiss Franc, 2 minor-unit digits.</summary>
    public static Currency CHF { get; } = new(IsoCurrencies.ByCode["CHF"]);

    /// <summary>Yuan Renminbi, 2 minor-unit digits.</summary>
    public static Currency CNY { get; } = new(IsoCurrencies.ByCode["CNY"]);

    /// <summary>Czech Koruna, 2 minor-unit digits.</summary>
    public static Currency CZK { get; } = new(IsoCurrencies.ByCode["CZK"]);

    /// <summary>Danish Krone, 2 minor-unit digits.</summary>
    public static Currency DKK { get; } = new(IsoCurrencies.ByCode["DKK"]);

    /// <summary>Euro, 2 minor-unit digits.</summary>
    public static Currency EUR { get; } = new(IsoCurrencies.ByCode["EUR"]);

    /// <summary>Pound Sterling, 2 minor-unit digits.</summary>
    public static Currency GBP { get; } = new(IsoCurrencies.ByCode["GBP"]);

    /// <summary>Hong Kong Dollar, 2 minor-unit digits.</summary>
    public static Currency HKD { get; } = new(IsoCurrencies.ByCode["HKD"]);

    /// <summary>Forint, 2 minor-unit digits.</summary>
    public static Currency HUF { get; } = new(IsoCurrencies.ByCode["HUF"]);

    /// <summary>Rupiah, 2 minor-unit digits.</summary>
    public static Currency IDR { get; } = new(IsoCurrencies.ByCode["IDR"]);

    /// <summary>New Israeli Sheqel, 2 minor-unit digits.</summary>
    public static Currency ILS { get; } = new(IsoCurrencies.ByCode["ILS"]);

    /// <summary>Indian Rupee, 2 minor-unit digits.</summary>
    public static Currency INR { get; } = new(IsoCurrencies.ByCode["INR"]);

    /// <summary>Yen, no minor units.</summary>
    public static Currency JPY { get; } = new(IsoCurrencies.ByCode["JPY"]);

    /// <summary>Won, no minor units.</summary>
    public static Currency KRW { get; } = new(IsoCurrencies.ByCode["KRW"]);

    /// <summary>Kuwaiti Dinar, 3 minor-unit digits.</summary>
    public static Currency KWD { get; } = new(IsoCurrencies.ByCode["KWD"]);

    /// <summary>Mexican Peso, 2 minor-unit digits.</summary>
    public static Currency MXN { get; } = new(IsoCurrencies.ByCode["MXN"]);

    /// <summary>Norwegian Krone, 2 minor-unit digits.</summary>
    public static Currency NOK { get; } = new(IsoCurrencies.ByCode["NOK"]);

    /// <summary>New Zealand Dollar, 2 minor-unit digits.</summary>
    public static Currency NZD { get; } = new(IsoCurrencies.ByCode["NZD"]);

    /// <summary>Zloty, 2 minor-unit digits.</summary>
    public static Currency PLN { get; } = new(IsoCurrencies.ByCode["PLN"]);

    /// <summary>Romanian Leu, 2 minor-unit digits.</summary>
    public static Currency RON { get; } = new(IsoCurrencies.ByCode["RON"]);

    /// <summary>Saudi Riyal, 2 minor-unit digits.</summary>
    public static Currency SAR { get; } = new(IsoCurrencies.ByCode["SAR"]);

    /// <summary>Swedish Krona, 2 minor-unit digits.</summary>
    public static Currency SEK { get; } = new(IsoCurrencies.ByCode["SEK"]);

    /// <summary>Singapore Dollar, 2 minor-unit digits.</summary>
    public static Currency SGD { get; } = new(IsoCurrencies.ByCode["SGD"]);

    /// <summary>Baht, 2 minor-unit digits.</summary>
    public static Currency THB { get; } = new(IsoCurrencies.ByCode["THB"]);

    /// <summary>Turkish Lira, 2 minor-unit digits.</summary>
    public static Currency TRY { get; } = new(IsoCurrencies.ByCode["TRY"]);

    /// <summary>Hryvnia, 2 minor-unit digits.</summary>
    public static Currency UAH { get; } = new(IsoCurrencies.ByCode["UAH"]);

    /// <summary>US Dollar, 2 minor-unit digits.</summary>
    public static Currency USD { get; } = new(IsoCurrencies.ByCode["USD"]);

    /// <summary>Rand, 2 minor-unit digits.</summary>
    public static Currency ZAR { get; } = new(IsoCurrencies.ByCode["ZAR"]);
}
