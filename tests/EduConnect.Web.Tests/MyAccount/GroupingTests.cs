using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using EduConnect.Web.Tests.Recovery;
using EduConnect.Web.Tests.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.MyAccount;

/// <summary>Ajouter des élèves depuis un autre compte (rows #101 to #105, domain 4.3, S-MG1).</summary>
public sealed class GroupingTests
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Row", "#101"), Trait("Row", "#102"), Trait("Row", "#104"), Trait("Row", "#105"), Trait("Row", "#64")]
    public async Task Children_records_and_ties_move_and_the_other_account_is_closed_for_ever(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        using var browser = await family.ClaireAsync();
        var (other, jade) = await family.OtherAccountAsync();
        Assert.All(family.Claire.Records, record => Assert.True(record.Mobile != other.Records[0].Mobile && record.Mail != other.Records[0].Mail, "or matching would have joined them (row #105)"));
        var password = await family.InformAsync(other.Account.Id);
        var confirm = await AccountSteps.GatherAsync(browser, " C.Morel88 ", password.ToLowerInvariant());
        Assert.Equal("/mon-compte/enfants/ajouter/confirmer", confirm.Address.AbsolutePath);
        Assert.Contains("Je confirme être le représentant légal des élèves suivants", confirm.Plain(), StringComparison.Ordinal);
        Assert.Contains("Jade M.", confirm.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Jade MOREL", confirm.Text, StringComparison.Ordinal);
        Assert.Null((await family.ReadAsync(other.Account.Id)).ClosedAt);

        var done = await AccountSteps.PressAsync(browser, confirm);
        Assert.Contains("Les comptes sont regroupés", done.Plain(), StringComparison.Ordinal);
        Assert.Contains("Jade MOREL", done.Text, StringComparison.Ordinal);
        Assert.Contains("Jade MOREL", (await browser.GetAsync("/portail")).Text, StringComparison.Ordinal);
        Assert.Equal(LinkStatement.Confirmed, await family.StatementAsync(jade, family.Claire.Account.Id));
        Assert.Equal(family.Claire.Account.Id, (await family.MainAsync<GuardianRecord>()).Single(record => record.Id == other.Records[0].Id).AccountId);

        var closed = await family.ReadAsync(other.Account.Id);
        Assert.NotNull(closed.ClosedAt);
        Assert.Null(closed.ProvisionalMac);
        Assert.Contains(await family.MainAsync<RetiredUsername>(), retired => retired.Username == "c.morel88");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Family.SignInAsync(family.Browser(), "responsable", "c.morel88", password)).Status);
        var audit = await family.MainAsync<AuditEvent>();
        Assert.Contains(audit, one => one.Code == "account.grouped" && one.AccountId == family.Claire.Account.Id);
        Assert.Contains(audit, one => one.Code == "account.closed" && one.AccountId == other.Account.Id);
        Assert.Equal(AccountSteps.OldMail, (await family.LastAsync("accounts-grouped")).Recipient);

        // Whoever still types the old username at "Mot de passe oublié" reads at the address of the account that stays what became of it (domain 4.3).
        using var forgetful = family.Browser();
        await SelfHelp.AskPasswordAsync(forgetful, "c.morel88", "mail");
        var joined = Assert.Single(await family.OperationalAsync<OutboxMessage>(), mail => mail.Template == "recovery-joined");
        Assert.Equal((AccountSteps.OldMail, (Guid?)family.Claire.Account.Id), (joined.Recipient, joined.AccountId));
        Assert.Contains("c.morel88", joined.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(family.Claire.Account.Username, joined.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "#103")]
    public async Task Two_active_accounts_are_grouped_with_the_own_password_of_the_other_and_its_sessions_end()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        var (other, _) = await family.OtherAccountAsync();
        await family.ActivateAsync(other.Account.Id);
        using var elsewhere = await family.EnterAsync("c.morel88");
        Assert.Equal("/portail", (await elsewhere.GetAsync("/portail")).Address.AbsolutePath);
        await AccountSteps.PressAsync(browser, await AccountSteps.GatherAsync(browser, "c.morel88", Family.GoodPassword));
        Assert.NotNull((await family.ReadAsync(other.Account.Id)).ClosedAt);
        Assert.StartsWith("/connexion", (await elsewhere.GetAsync("/portail")).Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Contains("Jade MOREL", (await browser.GetAsync("/mon-compte/enfants")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MOREL-DURAND", "Claire", "Le nom et le prénom des deux comptes doivent être identiques")]
    [InlineData("MOREL", "Clara", "Le nom et le prénom des deux comptes doivent être identiques")]
    [InlineData("Morel", "CLAIRE", null)]
    [Trait("Row", "#102")]
    public async Task Names_must_be_the_same_once_case_and_accents_are_folded(string lastName, string firstName, string? refusal)
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        var (other, _) = await family.OtherAccountAsync(lastName: lastName, firstName: firstName);
        var page = await AccountSteps.GatherAsync(browser, "c.morel88", await family.InformAsync(other.Account.Id));
        if (refusal is null)
        {
            Assert.Equal("/mon-compte/enfants/ajouter/confirmer", page.Address.AbsolutePath);
            return;
        }

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(refusal, page.Plain(), StringComparison.Ordinal);
        Assert.Equal("/mon-compte/enfants/ajouter", (await browser.GetAsync("/mon-compte/enfants/ajouter/confirmer")).Address.AbsolutePath);
    }

    [Fact]
    [Trait("Rule", "S-MG1"), Trait("Rule", "S-EN2")]
    public async Task Every_refusal_is_the_same_page_with_the_same_work()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        var (other, _) = await family.OtherAccountAsync();
        var password = await family.InformAsync(other.Account.Id);
        await family.ActivateAsync(family.Ines.Account!.Id);
        await family.ActivateAsync(family.Paul.Account.Id);
        await family.ChangeAsync(family.Paul.Account.Id, row => row.Compromise());
        var hasher = family.App.Services.GetRequiredService<PasswordHasher>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (username, typed) in ((string, string)[])[("c.morel88", "AAAAAAAA"), ("w.inconnu", password), ("i.morel", Family.GoodPassword), ("p.vasseur", Family.GoodPassword)])
        {
            var (hashes, journal) = (hasher.Computed, (await family.OperationalAsync<JournalEntry>()).Count);
            var page = await AccountSteps.GatherAsync(browser, username, typed);
            var work = $"{(int)page.Status} {hasher.Computed - hashes} {(await family.OperationalAsync<JournalEntry>()).Count - journal}";
            seen.Add(work + page.Plain().Replace(username, "U", StringComparison.Ordinal));
        }

        Assert.StartsWith("422 1 1", Assert.Single(seen), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "S-MG1")]
    public async Task Guessing_the_password_of_another_account_is_slowed_down_with_the_counters_of_sign_in()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        var (other, _) = await family.OtherAccountAsync();
        var password = await family.InformAsync(other.Account.Id);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AccountSteps.GatherAsync(browser, "c.morel88", "AAAAAAA" + (i + 2))).Status);
        }

        var waiting = await AccountSteps.GatherAsync(browser, "c.morel88", password);
        Assert.Equal(HttpStatusCode.TooManyRequests, waiting.Status);
        Assert.True(waiting.Response.Headers.Contains("Retry-After"));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Family.SignInAsync(family.Browser(), "responsable", "c.morel88", password)).Status);
        family.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("/mon-compte/enfants/ajouter/confirmer", (await AccountSteps.GatherAsync(browser, "c.morel88", password)).Address.AbsolutePath);
    }

    [Fact]
    [Trait("Rule", "S-RC3")]
    public async Task The_confirmation_belongs_to_one_session_works_once_and_dies_with_a_new_password()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        using var second = await family.EnterAsync("c.morel27");
        var (other, _) = await family.OtherAccountAsync();
        var confirm = await AccountSteps.GatherAsync(browser, "c.morel88", await family.InformAsync(other.Account.Id));
        Assert.Equal("/mon-compte/enfants/ajouter", (await second.GetAsync("/mon-compte/enfants/ajouter/confirmer")).Address.AbsolutePath);
        var password = await family.InformAsync(other.Account.Id, withReset: true);
        Assert.Equal("/mon-compte/enfants/ajouter", (await AccountSteps.PressAsync(browser, confirm)).Address.AbsolutePath);
        Assert.Null((await family.ReadAsync(other.Account.Id)).ClosedAt);

        var again = await AccountSteps.GatherAsync(browser, "c.morel88", password);
        var tabs = await Task.WhenAll(AccountSteps.PressAsync(browser, again), AccountSteps.PressAsync(browser, again));
        Assert.Single(tabs, page => page.Address.Query == "?fait=ajout");
        Assert.Single(await family.MainAsync<AuditEvent>(), one => one.Code == "account.grouped");
    }

    [Fact]
    public async Task Ones_own_username_is_said_so_and_empty_fields_are_asked_for()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        Assert.Contains("celui du compte que vous utilisez", (await AccountSteps.GatherAsync(browser, "c.morel27", Family.GoodPassword)).Plain(), StringComparison.Ordinal);
        var empty = await AccountSteps.GatherAsync(browser, "", "");
        Assert.Equal(2, empty.Document.QuerySelectorAll("[role=alert] li").Length);
    }

    [Fact]
    [Trait("Row", "#104")]
    public async Task What_was_said_of_a_child_in_both_accounts_last_holds_and_open_proposals_follow()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        var (other, jade) = await family.OtherAccountAsync();
        var (third, _) = await family.OtherAccountAsync("c.morel99", child: "Zoé");
        await using (var main = family.App.Main())
        {
            main.Add(new RecordProposal { GuardianRecordId = third.Records[0].Id, AccountId = other.Account.Id, ProposedAt = family.Clock.UtcNow });
            main.Add(new GuardianLink { GuardianRecordId = family.Claire.Records[0].Id, PupilRecordId = jade.Record.Id, PupilId = jade.Pupil.Id, Relation = "10", Kind = GuardianKind.LegalGuardian, Statement = LinkStatement.ReportedWrong, StatedAt = family.Clock.UtcNow });
            await main.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await AccountSteps.PressAsync(browser, await AccountSteps.GatherAsync(browser, "c.morel88", await family.InformAsync(other.Account.Id)));
        Assert.All((await family.MainAsync<GuardianLink>()).Where(link => link.PupilId == jade.Pupil.Id), link => Assert.Equal(LinkStatement.ReportedWrong, link.Statement));
        Assert.Contains(await family.MainAsync<RecordProposal>(), proposal => proposal.AccountId == family.Claire.Account.Id && proposal.GuardianRecordId == third.Records[0].Id && proposal.AnsweredAt is null);
    }
}
