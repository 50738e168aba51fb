using FolderStore;
using WalletCore.Storage;
using WalletCore.Testing;

namespace HostTests;

// begin-snippet: HostStoreTests
public class OurStore
{
    public static TheoryData<string> Cases => [.. StoreConformance.Cases.Select(storeCase => storeCase.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Passes(string name) => StoreConformance.Find(name).RunAsync(() => new FolderUnderTest());

    [Fact]
    public async Task Agrees_with_the_model() => (await Workload.RunAsync(() => new FolderUnderTest())).ThrowIfDifferent();

    [Fact]
    public async Task Has_one_order() => (await Workload.RaceAsync(() => new FolderUnderTest())).ThrowIfDifferent();

    private sealed class FolderUnderTest : StoreUnderTest
    {
        private readonly string _root = Directory.CreateTempSubdirectory("folder-store-").FullName;
        private int _crashes;

        public override StoreCapabilities Capabilities =>
            StoreCapabilities.Durable | StoreCapabilities.Crashes | StoreCapabilities.WritesLedgersInParallel;

        private string Folder => Path.Combine(_root, _crashes.ToString());

        protected override IWalletStore Open() => new FolderWalletStore(Folder);

        protected override ValueTask CrashStorageAsync()
        {
            // What a kill leaves is the journal as it is, perhaps with half a record at its end.
            var left = File.ReadAllBytes(Path.Combine(Folder, "journal"));
            _crashes++;
            Directory.CreateDirectory(Folder);
            File.WriteAllBytes(Path.Combine(Folder, "journal"), [.. left, 1, 2, 3]);
            return ValueTask.CompletedTask;
        }

        protected override ValueTask DeleteStorageAsync()
        {
            Directory.Delete(_root, recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
// end-snippet
