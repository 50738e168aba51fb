namespace WalletCore.Testing.Behaviour;

/// <summary>Makes cases of behaviours. The first case of a row bears the row's name; further ones say what more they show.</summary>
internal static class Case
{
    public static StoreCase Of(string row, string shows, Func<Scene, Task> body, string? more = null) => Of(
        row,
        shows,
        async underTest =>
        {
            await using var scene = await Scene.OpenAsync(underTest);
            await body(scene);
        },
        more);

    public static StoreCase Of(
        string row, string shows, Func<StoreUnderTest, Task> body, string? more = null, StoreCapabilities needs = StoreCapabilities.None) =>
        new(more is null ? row : $"{row}.{more}", shows, body) { Row = row, Needs = needs };
}
