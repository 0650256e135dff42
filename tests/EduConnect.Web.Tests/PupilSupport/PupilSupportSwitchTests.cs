using EduConnect.Core.Accounts;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.PupilSupport;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using EduConnect.Web.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.PupilSupport;

/// <summary>Operators switch Informer and Lister of Dépannage off for security; pages say so and the académies are told by mail (row #17).</summary>
[Trait("Row", "#17")]
public sealed class PupilSupportSwitchTests
{
    private static readonly Actor Operator = new(ActorKind.Operator, "someone");

    [Theory]
    [InlineData(Engine.Sqlite, PupilSupportFunction.Inform, "informer", "« Informer » est désactivé", "pupil-support-inform")]
    [InlineData(Engine.PostgreSql, PupilSupportFunction.List, "lister", "« Lister les comptes » est désactivé", "pupil-support-list")]
    public async Task Off_stops_the_pages_says_so_and_tells_the_academies_and_on_opens_them_again(Engine engine, PupilSupportFunction function, string page, string words, string template)
    {
        await using var desk = await SupportDesk.StartAsync(
            engine, null, "--PupilSupport:TellWhenSwitched:0=assistance@ac-un.example", "--PupilSupport:TellWhenSwitched:1=Assistance@ac-un.example", "--PupilSupport:TellWhenSwitched:2=assistance@ac-deux.example");
        var address = $"{desk.List}/{page}?compte={desk.Ines.Id}";
        var before = await desk.Teacher.GetAsync(address);
        Assert.Equal(desk.List + "/" + page, before.Address.AbsolutePath);
        desk.Family.App.Stores.ReadOnly.Plan(desk.Family.Clock.UtcNow, desk.Family.Clock.UtcNow.AddMinutes(1));
        Assert.Equal(2, await SwitchAsync(desk, function, isOff: true));
        Assert.Null(await SwitchAsync(desk, function, isOff: true));
        desk.Family.Clock.Advance(TimeSpan.FromMinutes(2));

        // The page that was open before meets the switch at its press.
        foreach (var answer in new[] { await desk.Teacher.SubmitAsync(before, new Dictionary<string, string>()), await desk.Teacher.GetAsync(address) })
        {
            Assert.Equal(desk.List, answer.Address.AbsolutePath);
            Assert.Contains(words, answer.Text, StringComparison.Ordinal);
        }

        var list = await desk.Teacher.GetAsync(desk.List);
        Assert.True(list.Document.QuerySelector($"button[name=go][value={(function == PupilSupportFunction.Inform ? "inform" : "list")}]")!.HasAttribute("disabled"));
        var other = function == PupilSupportFunction.Inform ? "lister" : "informer";
        Assert.Equal($"{desk.List}/{other}", (await desk.Teacher.GetAsync($"{desk.List}/{other}?compte={desk.Ines.Id}")).Address.AbsolutePath);

        Assert.Equal(2, await SwitchAsync(desk, function, isOff: false));
        Assert.Equal(desk.List + "/" + page, (await desk.Teacher.GetAsync(address)).Address.AbsolutePath);
        Assert.DoesNotContain(words, (await desk.Teacher.GetAsync(desk.List)).Text, StringComparison.Ordinal);
        var mails = await desk.Family.OperationalAsync<OutboxMessage>();
        Assert.Equal([template + "-off", template + "-off", template + "-on", template + "-on"], mails.Select(mail => mail.Template).Order(StringComparer.Ordinal));
        Assert.Equal(["assistance@ac-deux.example", "assistance@ac-un.example"], mails.Select(mail => mail.Recipient).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Without_Informer_the_button_of_a_row_leaves_those_who_were_never_informed()
    {
        await using var desk = await SupportDesk.StartAsync();
        var list = await desk.Teacher.GetAsync(desk.List);
        await SwitchAsync(desk, PupilSupportFunction.Inform, isOff: true);
        var refused = await desk.PressAsync(list, "reinitialiser", desk.Ines.Id);
        Assert.Contains("n’a jamais été informé", refused.Text, StringComparison.Ordinal);
        Assert.Contains("À informer d’abord", refused.Text, StringComparison.Ordinal);
        Assert.Equal(AccountState.NotInformed, (await desk.Family.ReadAsync(desk.Ines.Id)).State);
    }

    [Fact]
    public async Task Administration_goes_on()
    {
        await using var desk = await SupportDesk.StartAsync();
        await SwitchAsync(desk, PupilSupportFunction.Inform, isOff: true);
        using var head = await Administration.AgentBrowser.SignInAsync(desk.Family.App, "head", new Core.Agents.NewRight(Core.Agents.AgentModule.Administration, Uai: desk.Uai));
        var address = $"/administration/{desk.Uai}/eleves/informer?compte={desk.Ines.Id}";
        Assert.Equal($"/administration/{desk.Uai}/eleves/informer", (await head.GetAsync(address)).Address.AbsolutePath);
    }

    [Fact]
    public async Task The_switch_reaches_the_audit_trail_as_an_operators_act()
    {
        await using var desk = await SupportDesk.StartAsync();
        await SwitchAsync(desk, PupilSupportFunction.List, isOff: true);
        await desk.Family.App.WithAsync(services => services.GetRequiredService<DrainJournal>().RunAsync(TestContext.Current.CancellationToken));
        var audit = Assert.Single(await desk.Family.MainAsync<AuditEvent>(), one => one.Code == SwitchPupilSupport.OffCode);
        Assert.Equal((ActorKind.Operator, """{"operator":"someone","function":"List"}"""), (audit.ActorKind, audit.Detail));
    }

    private static Task<int?> SwitchAsync(SupportDesk desk, PupilSupportFunction function, bool isOff) => desk.Family.App.WithAsync(services =>
        services.GetRequiredService<SwitchPupilSupport>().RunAsync(function, isOff, Operator, TestContext.Current.CancellationToken));
}

/// <summary>The command <c>pupil-support</c>, as an operator runs it.</summary>
[Collection("Console")]
[Trait("Row", "#17")]
public sealed class PupilSupportCommandTests
{
    [Fact]
    public async Task Disable_status_enable()
    {
        await using var stores = await TestStores.CreateAsync(Engine.Sqlite);
        Assert.Equal((0, "inform: on\nlist: on"), await RunAsync(stores, "status"));
        Assert.Equal((0, "list: off\nmails: 0"), await RunAsync(stores, "disable", "list"));
        var (_, status) = await RunAsync(stores, "status");
        Assert.StartsWith("inform: on\nlist: off since ", status, StringComparison.Ordinal);
        Assert.EndsWith(" by " + Environment.UserName, status, StringComparison.Ordinal);
        Assert.Equal((0, "list: off\nmails: 0 (it was so already)"), await RunAsync(stores, "disable", "list"));
        Assert.Equal((0, "list: on\nmails: 0"), await RunAsync(stores, "enable", "list"));
        Assert.NotEqual(0, (await RunAsync(stores, "disable", "everything")).Status);
    }

    private static async Task<(int Status, string Output)> RunAsync(TestStores stores, params string[] words)
    {
        var (status, output, _) = await OperatorConsole.RunAsync(stores, ["pupil-support", .. words]);
        return (status, output.ReplaceLineEndings("\n").Trim());
    }
}
