using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using WalletCore;
using WalletCore.Aot.App;

// Prints "OK" and nothing else when every verb worked; throws otherwise.
var folder = Directory.CreateTempSubdirectory("walletcore-aot-app-");
var services = new ServiceCollection();
services.AddWalletCore(options => options with { Permissions = PermissionPolicy.Open })
    .UseSqlite(Path.Combine(folder.FullName, "wallets.db"))
    .AddLedger("eu", options => options with { Permissions = PermissionPolicy.Open })
    .OpenAtStart()
    .AddExpirySweep()
    .AddHealthCheck();
await using (var container = services.BuildServiceProvider())
{
    var provider = container.GetRequiredService<ILedgerProvider>();
    await Verbs.RunAsync(await provider.GetAsync());
    await Verbs.RunAsync(await provider.GetAsync("eu"));
    Check.That(ReferenceEquals(container.GetRequiredService<Ledger>(), await provider.GetAsync()), "the container's ledger is the provider's");
    Check.That(container.GetRequiredKeyedService<Ledger>("eu").Name == "eu", "a ledger by its name");
}

var json = JsonSerializer.Serialize(new Payment(Money.EUR(12.34m), Currency.JPY), AppJson.Default.Payment);
Check.That(JsonSerializer.Deserialize(json, AppJson.Default.Payment) == new Payment(Money.EUR(12.34m), Currency.JPY), "money there and back as JSON");
folder.Delete(recursive: true);
Console.WriteLine("OK");

internal sealed record Payment(Money Amount, Currency Currency);

[JsonSerializable(typeof(Payment))]
internal sealed partial class AppJson : JsonSerializerContext;
