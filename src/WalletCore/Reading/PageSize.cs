namespace WalletCore;

/// <summary>How long a page may be.</summary>
internal static class PageSize
{
    public const int Default = 50;

    public static void ThrowUnlessFits(int pageSize, string parameter = "PageSize")
    {
        if (pageSize is < 1 or > Limits.PageSizeMax)
        {
            throw new ArgumentOutOfRangeException(parameter, pageSize, $"A page has 1 to {Limits.PageSizeMax} items.");
        }
    }
}
