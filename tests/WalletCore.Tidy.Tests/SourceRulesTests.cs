namespace WalletCore.Tidy.Tests;

/// <summary>The rules themselves, held to planted violations: a tidy test that finds nothing must be one that could have.</summary>
public class SourceRulesTests
{
    [Theory]
    [InlineData("src/WalletCore/Money/Money.cs", "namespace WalletCore;")]
    [InlineData("src/WalletCore/Rules/TransferRule.cs", "namespace WalletCore.Rules;")]
    [InlineData("src/WalletCore/Rules/Deep/TransferRule.cs", "namespace WalletCore.Rules;")]
    [InlineData("src/WalletCore/Storage/InMemory/InMemoryWalletStore.cs", "namespace WalletCore;")]
    [InlineData("src/WalletCore/DependencyInjection/Extensions.cs", "namespace Microsoft.Extensions.DependencyInjection;")]
    [InlineData("src/WalletCore.Sqlite/SqliteWalletStore.cs", "namespace WalletCore.Sqlite;")]
    [InlineData("src/WalletCore.Sqlite/Schema/Migration.cs", "namespace WalletCore.Sqlite.Schema;")]
    public void A_file_in_its_place_passes(string path, string text) =>
        Assert.Empty(SourceTests.WrongNamespaces([new SourceFile(path, text)]));

    [Theory]
    [InlineData("src/WalletCore/Money/Money.cs", "namespace WalletCore.Money;")]
    [InlineData("src/WalletCore/Money/Money.cs", "namespace WalletCore { }")]
    [InlineData("src/WalletCore/Money/Money.cs", "// namespace WalletCore;")]
    [InlineData("src/WalletCore/Cupboard/Thing.cs", "namespace WalletCore;")]
    [InlineData("src/WalletCore/Rules/TransferRule.cs", "namespace WalletCore;")]
    [InlineData("src/WalletCore.Sqlite/SqliteWalletStore.cs", "namespace WalletCore;")]
    public void A_file_out_of_place_is_found(string path, string text) =>
        Assert.Single(SourceTests.WrongNamespaces([new SourceFile(path, text)]));

    [Theory]
    [InlineData("src/WalletCore/Rules/A.cs", "using System.IO;")]
    [InlineData("src/WalletCore/Rules/A.cs", "class A { async void B() { } }")]
    [InlineData("src/WalletCore/Wallets/A.cs", "using WalletCore.Engine;")]
    [InlineData("src/WalletCore/Wallets/A.cs", "class A { Engine.Writer w; }")]
    [InlineData("src/WalletCore.Sqlite/A.cs", "using WalletCore.Rules;")]
    [InlineData("src/WalletCore/GlobalUsings.cs", "global using WalletCore.Engine;")]
    public void A_dependency_the_wrong_way_is_found(string path, string text) =>
        Assert.NotEmpty(SourceTests.WrongDirections([new SourceFile(path, text)]));

    [Theory]
    [InlineData("src/WalletCore/Ledger.cs", "using WalletCore.Engine;")]
    [InlineData("src/WalletCore/Engine/Writer.cs", "using WalletCore.Rules;")]
    [InlineData("src/WalletCore/Rules/A.cs", "/// <summary>Nothing of WalletCore.Engine, no System.IO.</summary>\nclass A { }")]
    [InlineData("src/WalletCore.Sqlite/A.cs", "class A { string s = \"WalletCore.Engine\"; Storage.Row r; }")]
    public void A_dependency_the_right_way_passes(string path, string text) =>
        Assert.Empty(SourceTests.WrongDirections([new SourceFile(path, text)]));

    [Theory]
    [InlineData("var now = DateTimeOffset.UtcNow;")]
    [InlineData("var id = Guid.NewGuid();")]
    [InlineData("Thread.Sleep(1);")]
    [InlineData("var r = new Random(1);")]
    public void A_clock_is_found(string text) =>
        Assert.Equal($"src/WalletCore/A.cs:2: {TidyRules.Clocks.Match(text).Value}", Assert.Single(
            new SourceFile("src/WalletCore/A.cs", "// first line\n" + text).Find(TidyRules.Clocks)));

    [Theory]
    [InlineData("a // b", "a     ")]
    [InlineData("a /* b\nc */ d", "a     \n     d")]
    [InlineData("a \"b // c\" d", "a          d")]
    [InlineData("a @\"b\"\"c\" d", "a         d")]
    [InlineData("a \"\"\"b \"c\" d\"\"\" e", "a               e")]
    [InlineData("a '\"' b \"c\" d", "a     b     d")]
    [InlineData("a \"\\\"\" b", "a      b")]
    public void Comments_and_literals_are_blanked_in_place(string text, string code) =>
        Assert.Equal(code, CodeText.WithoutCommentsAndLiterals(text));
}
