using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using EduConnect.Browser.Tests.Site;
using EduConnect.Demonstration.Demo;
using EduConnect.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests.Demonstration;

/// <summary>The demonstration from end to end, with real parts: letters, mail box, ENT (first show of the project).</summary>
[Collection(nameof(SiteCollection))]
[TestCaseOrderer(typeof(ByName))]
public sealed partial class DemonstrationTests(BrowserSite site, RunningDemonstration demonstration) : IClassFixture<RunningDemonstration>
{
    private const string NewPassword = "Nuage-bleu-72-tortue";

    [Fact]
    public void A_prints_what_scripts_rely_on()
    {
        demonstration.RequireRunning();
        string[] promised =
        [
            "guichet", "administration", "ent", "mailbox", "agent.username", "agent.password", "agent.totp.secret", "agent.totp.code", "pupilsupport", "teacher.username", "teacher.password", "school.uai",
            "pupil.informed.username", "pupil.informed.password", "pupil.informed.birthdate", "pupil.activated.username", "pupil.activated.password",
            "guardian.informed.username", "guardian.informed.password", "guardian.informed.birthdate", "guardian.activated.username", "guardian.activated.password",
            "franceconnect", "franceconnect.username", "franceconnect.password", "franceconnect.name", "franceconnect.mobile", "franceconnect.birthdate",
        ];
        Assert.Empty(promised.Except(demonstration.Names));
        Assert.Matches("^[0-9]{6}$", demonstration["agent.totp.code"]);
    }

    [Fact]
    [Trait("Row", "#146")]
    [Trait("Row", "#58")]
    public async Task B_agent_informs_a_class_and_a_letter_leads_a_pupil_to_the_ent()
    {
        demonstration.RequireRunning();
        var pdftotext = Require.Executable("pdftotext");
        await using var context = await site.ContextAsync();
        var page = await context.NewPageAsync();
        await SignInAgentAsync(page);
        var letters = await InformAClassAsync(page);
        var (username, password) = await FirstLetterAsync(pdftotext, letters);

        await page.GotoAsync(demonstration["ent"]);
        await page.GetByText("Je suis élève").ClickAsync();
        await EnterAsync(page, username, password);
        await ChooseAsync(page);
        await ContinueAsync(page);
        await FillDateAsync(page.Locator("form"), BirthDateOf(username));
        await ContinueAsync(page);
        await page.WaitForURLAsync($"{demonstration["ent"]}/moi");
        Assert.Contains("Élève du 2nd degré", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains(demonstration["school.uai"], await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "#53")]
    [Trait("Row", "#57")]
    public async Task C_guardian_activates_confirms_by_mail_and_sees_the_ent()
    {
        demonstration.RequireRunning();
        await using var context = await site.ContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(demonstration["ent"]);
        await page.GetByText("Je suis responsable d’élève").ClickAsync();
        await EnterAsync(page, demonstration["guardian.informed.username"], demonstration["guardian.informed.password"].ToLowerInvariant());
        await page.Locator("[name='Input.Mail']").FillAsync("nouvelle.adresse@example.org");
        await page.Locator("[name='Input.Again']").FillAsync("nouvelle.adresse@example.org");
        await ContinueAsync(page);
        await ChooseAsync(page);
        await ConfirmChildrenAsync(page, demonstration["guardian.informed.birthdate"].Split(','));

        await OpenConfirmationAsync(page, "nouvelle.adresse@example.org");
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirmer mon adresse mail" }).ClickAsync();
        await page.GetByText("Votre compte est activé").WaitForAsync();

        await SignInAtEntAsync(page, "Je suis responsable d’élève", demonstration["guardian.informed.username"], NewPassword);
        Assert.Contains("nouvelle.adresse@example.org", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await page.GetByText("Me déconnecter").ClickAsync();
        await page.WaitForURLAsync($"{demonstration["ent"]}/a-bientot");
    }

    [Theory]
    [InlineData("pupil", "Je suis élève")]
    [InlineData("guardian", "Je suis responsable d’élève")]
    public async Task D_activated_accounts_sign_in_at_the_ent(string kind, string choice)
    {
        demonstration.RequireRunning();
        await using var context = await site.ContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(demonstration["ent"]);
        await SignInAtEntAsync(page, choice, demonstration[$"{kind}.activated.username"], demonstration[$"{kind}.activated.password"]);
    }

    [Fact]
    public async Task E_a_taken_port_is_told_in_one_sentence()
    {
        demonstration.RequireRunning();
        using var second = RunningDemonstration.Start(demonstration.Port, Path.Combine(Path.GetTempPath(), "never-made"));
        await second.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, second.ExitCode);
        Assert.Equal($"educonnect demo: port {demonstration.Port} is taken; choose another one with --port.\n", await second.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task F_ctrl_c_stops_everything_it_started()
    {
        demonstration.RequireRunning();
        int[] ports = [.. new[] { "ent", "mailbox", "smsbox", "franceconnect" }.Select(name => new Uri(demonstration[name]).Port), demonstration.Port];
        Assert.All(ports, port => Assert.False(LoopbackPorts.IsFree(port)));
        Assert.Equal(0, await demonstration.StopAsync());
        Assert.All(ports, port => Assert.True(LoopbackPorts.IsFree(port)));
    }

    private async Task SignInAgentAsync(IPage page)
    {
        await page.GotoAsync(demonstration["administration"]);
        await page.Locator("[name=Username]").FillAsync(demonstration["agent.username"]);
        await page.Locator("[name=Password]").FillAsync(demonstration["agent.password"]);
        await page.Locator("[name=Code]").FillAsync(DemoAgent.Code(demonstration["agent.totp.secret"], DateTime.UtcNow));
        await page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
        await page.GetByText("Choisir un établissement").First.WaitForAsync();
    }

    private async Task<string> InformAClassAsync(IPage page)
    {
        await page.GotoAsync($"{demonstration["administration"]}/{demonstration["school.uai"]}/eleves");
        await page.Locator("[name=classe]").First.CheckAsync();
        await page.Locator("[name=etat][value=non-informe]").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Rechercher" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = AllOfThem() }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Informer", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirmer" }).ClickAsync();
        var link = page.GetByRole(AriaRole.Link, new() { Name = "Télécharger les feuilles au format pdf" });
        await link.WaitForAsync(new() { Timeout = 60_000 });
        var download = await page.RunAndWaitForDownloadAsync(() => link.ClickAsync(), new() { Timeout = 60_000 });
        return (await download.PathAsync())!;
    }

    /// <summary>Username and provisional password as the first letter prints them.</summary>
    private static async Task<(string Username, string Password)> FirstLetterAsync(string pdftotext, string letters)
    {
        using var process = Process.Start(new ProcessStartInfo(pdftotext, ["-layout", letters, "-"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var match = Credentials().Match(text);
        Assert.True(match.Success, text[..Math.Min(text.Length, 2000)]);
        return (match.Groups[1].Value, match.Groups[2].Value);
    }

    private DateOnly BirthDateOf(string username)
    {
        using var store = new SqliteConnection($"Data Source={demonstration.MainStore};Mode=ReadOnly");
        store.Open();
        using var query = store.CreateCommand();
        query.CommandText = "select p.birth_date from pupil p join account a on a.pupil_id = p.id where a.username = $username";
        query.Parameters.AddWithValue("$username", username);
        return DateOnly.Parse((string)query.ExecuteScalar()!, CultureInfo.InvariantCulture);
    }

    private static async Task EnterAsync(IPage page, string username, string password)
    {
        await page.Locator("[name='Input.Username']").FillAsync(username);
        await page.Locator("[name='Input.Password']").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
    }

    private static async Task ChooseAsync(IPage page)
    {
        await page.Locator("[name='Input.Password']").FillAsync(NewPassword);
        await page.Locator("[name='Input.Again']").FillAsync(NewPassword);
        await ContinueAsync(page);
    }

    private static Task ContinueAsync(IPage page) =>
        page.Locator("main").GetByRole(AriaRole.Button, new() { NameRegex = Onwards() }).ClickAsync();

    private static async Task FillDateAsync(ILocator where, DateOnly date)
    {
        await where.Locator("[name$='.Day']").FillAsync($"{date.Day}");
        await where.Locator("[name$='.Month']").FillAsync($"{date.Month}");
        await where.Locator("[name$='.Year']").FillAsync($"{date.Year}");
    }

    private static async Task ConfirmChildrenAsync(IPage page, string[] dates)
    {
        for (var child = 0; child < dates.Length; child++)
        {
            await page.Locator($"[name='Input[{child}].Tie'][value=true]").CheckAsync();
            var date = DateOnly.ParseExact(dates[child], "dd/MM/yyyy", CultureInfo.InvariantCulture);
            await page.Locator($"[name='Input[{child}].BirthDate.Day']").FillAsync($"{date.Day}");
            await page.Locator($"[name='Input[{child}].BirthDate.Month']").FillAsync($"{date.Month}");
            await page.Locator($"[name='Input[{child}].BirthDate.Year']").FillAsync($"{date.Year}");
        }

        await ContinueAsync(page);
        await page.GetByText("Confirmez votre adresse mail").First.WaitForAsync();
    }

    private async Task OpenConfirmationAsync(IPage page, string mail)
    {
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = mail });
        for (var tries = 0; tries < 60; tries++)
        {
            await page.GotoAsync(demonstration["mailbox"]);
            if (await row.CountAsync() > 0)
            {
                break;
            }

            await page.WaitForTimeoutAsync(500);
        }

        await row.GetByRole(AriaRole.Link).First.ClickAsync();
        await page.Locator("pre a").First.ClickAsync();
    }

    private async Task SignInAtEntAsync(IPage page, string choice, string username, string password)
    {
        await page.GotoAsync(demonstration["ent"]);
        await page.GetByText(choice).ClickAsync();
        await EnterAsync(page, username, password);
        await page.WaitForURLAsync($"{demonstration["ent"]}/moi");
        Assert.StartsWith("Bonjour ", await page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
    }

    [GeneratedRegex("Tout sélectionner")]
    private static partial Regex AllOfThem();

    [GeneratedRegex("^(Continuer|Activer votre compte)$")]
    private static partial Regex Onwards();

    [GeneratedRegex("Identifiant +Mot de passe[^\\n]*\\n+ *([a-z0-9.-]+) +([2-9A-HJKMNP-Z]{4} ?[2-9A-HJKMNP-Z]{4})\\b")]
    private static partial Regex Credentials();
}
