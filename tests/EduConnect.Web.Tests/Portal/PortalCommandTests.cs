using EduConnect.Core.Assistance;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Portal;
using EduConnect.Core.Schools;
using EduConnect.Testing.Storage;
using EduConnect.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Tests.Portal;

/// <summary>The commands <c>portal</c> and <c>assistance</c>, run as an operator runs them.</summary>
[Collection("Console")]
public sealed class PortalCommandTests : IAsyncLifetime
{
    private TestStores _stores = null!;

    public async ValueTask InitializeAsync() => _stores = await TestStores.CreateAsync(Engine.Sqlite);

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task A_service_is_added_edited_listed_and_removed()
    {
        Assert.Equal(0, (await RunAsync("portal", "add", "bourse", "--name", "Bourse", "--address", "https://b.example/", "--icon", "euro", "--profiles", "responsable", "--degree", "2D", "--academie", "4", "14", "--position", "20")).Status);
        Assert.Equal(0, (await RunAsync("portal", "edit", "bourse", "--note", "Avant mardi", "--academie", "all", "--school", "0331234a")).Status);
        var service = await OneAsync();
        Assert.Equal(("Bourse", "Avant mardi", "euro", Audience.Guardians, (Degree?)Degree.Second, 20), (service.Name, service.Note, service.Icon, service.Audience, service.Degree, service.Position));
        Assert.Equal((0, "0331234A"), (service.Academies.Count, Assert.Single(service.Schools)));
        Assert.Equal(0, (await RunAsync("portal", "edit", "bourse", "--shown", "false", "--degree", "both")).Status);
        Assert.Contains("bourse\thidden\tBourse\thttps://b.example/\tresponsable\t1D 2D 0331234A", (await RunAsync("portal", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("portal", "remove", "bourse")).Status);
        await using var main = _stores.Main();
        Assert.Equal(
            ["portal.service-added", "portal.service-changed", "portal.service-changed", "portal.service-removed"],
            await main.Set<AuditEvent>().OrderBy(audit => audit.Id).Select(audit => audit.Code).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("must use https", "portal", "add", "x", "--name", "X", "--address", "http://x.example/")]
    [InlineData("not the code of an academie", "portal", "add", "x", "--name", "X", "--address", "https://x.example/", "--academie", "Rennes")]
    [InlineData("not a UAI", "portal", "add", "x", "--name", "X", "--address", "https://x.example/", "--school", "33")]
    [InlineData("no-such-drawing", "portal", "add", "x", "--name", "X", "--address", "https://x.example/", "--icon", "no-such-drawing")]
    [InlineData("--name", "portal", "add", "x", "--address", "https://x.example/")]
    [InlineData("no service 'x'", "portal", "edit", "x", "--name", "X")]
    [InlineData("no service 'x'", "portal", "remove", "x")]
    [InlineData("no academie '98'", "assistance", "set", "98", "1D", "README")]
    [InlineData("There is no file", "assistance", "set", "14", "1D", "no-such-file.md")]
    [InlineData("has no text", "assistance", "show", "14", "1D")]
    [InlineData("has no text", "assistance", "remove", "14", "2D")]
    [InlineData("3D", "assistance", "show", "14", "3D")]
    public async Task A_mistake_is_said_in_one_sentence(string sentence, params string[] words)
    {
        var file = Path.Combine(_stores.Folder, "README");
        await File.WriteAllTextAsync(file, "Texte", TestContext.Current.CancellationToken);
        var answer = await RunAsync([.. words.Select(word => word == "README" ? file : word)]);
        Assert.NotEqual(0, answer.Status);
        Assert.Contains(sentence, answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
    }

    [Fact, Trait("Row", "#242")]
    public async Task The_text_of_an_academie_is_written_shown_listed_and_removed()
    {
        var file = Path.Combine(_stores.Folder, "rennes.md");
        await File.WriteAllTextAsync(file, "Écrivez à l’assistance.\r\n", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await RunAsync("assistance", "set", "14", "2D", file)).Status);
        Assert.Equal("Écrivez à l’assistance.", (await RunAsync("assistance", "show", "14", "2D")).Output.Trim());
        Assert.Contains("14\tRennes\t2D", (await RunAsync("assistance", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("assistance", "remove", "14", "2D")).Status);
        await using var main = _stores.Main();
        Assert.False(await main.Set<AssistanceText>().AnyAsync(TestContext.Current.CancellationToken));
    }

    private async Task<PortalService> OneAsync()
    {
        await using var main = _stores.Main();
        return await main.Set<PortalService>().AsNoTracking().SingleAsync(TestContext.Current.CancellationToken);
    }

    private Task<(int Status, string Output, string Error)> RunAsync(params string[] words) => OperatorConsole.RunAsync(_stores, words);
}
