using System.Text;
using EduConnect.Core.Accounts;
using EduConnect.Core.Informing.Letters;
using EduConnect.Core.Schools.Listing;
using Xunit;
using static EduConnect.Core.Tests.Informing.PrintedLetters;

namespace EduConnect.Core.Tests.Informing;

public sealed class LetterPressTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 2)]
    [InlineData(8, 2)]
    [Trait("Row", "#146")]
    public async Task Pupils_get_one_sheet_each_and_a_class_starts_a_sheet(int perPage, int pages)
    {
        var text = await TextAsync(PupilLetters(perPage, Person("Anaïs", "DELORME", "a.delorme", "NYTX2CVG"), Person("Noé", "CASTAING", "n.castaing3", "XBXKJBEU")));
        Assert.Equal(pages, text.Count(sign => sign == '\f'));
        Assert.Contains("a.delorme", text, StringComparison.Ordinal);
        Assert.Contains("NYTX", text, StringComparison.Ordinal);
        Assert.Contains("20/02/2027", text, StringComparison.Ordinal);
        Assert.Contains("https://ent.exemple.test", text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "#146")]
    [Trait("Row", "#60")]
    [Trait("Row", "#63")]
    [Trait("Row", "#254")]
    public async Task The_pupil_letter_says_what_the_sources_say()
    {
        var text = await TextAsync(PupilLetters(1, Person("Anaïs", "DELORME", "a.delorme", "NYTX2CVG")));
        foreach (var words in new[]
        {
            "Mise à disposition de votre compte ÉduConnect Élève", "Bonjour Anaïs,", "L’établissement CLG JEANNE VALMONT vous informe",
            "même en cas de changement d’établissement ou d’académie", "Mot de passe provisoire",
            "Ce mot de passe est à modifier lors de la première connexion", "dans « Mon compte » : https://educonnect.exemple.test/mon-compte.", "La cheffe ou le chef d’établissement", "Le 20/11/2026", "« Élève »",
        })
        {
            Assert.Contains(words, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Row", "#188")]
    [Trait("Row", "#36")]
    [Trait("Row", "#62")]
    public async Task The_guardian_letter_names_children_ways_and_the_signature_of_the_degree()
    {
        var guardian = Person("Nadia", "BERTHELOT", "n.berthelot41", "2JWS3T4H") with { Civility = "Mme", Children = [new("Inès BERTHELOT", "CM2 A", true)] };
        var text = await TextAsync(GuardianLetters(1, guardian) with { School = new("ECOLE JULES VERNE", ["99000 Saint-Aubrac"], "9990002Y", 1) });
        foreach (var words in new[]
        {
            "Responsable d’élève", "Madame Nadia BERTHELOT,", "Inès BERTHELOT, CM2 A (en tant que représentant légal)", "« Je n’ai pas de compte »",
            "FranceConnect", "adresse mail valide", "Le directeur ou la directrice d’école",
        })
        {
            Assert.Contains(words, text, StringComparison.Ordinal);
        }

        Assert.True(text.IndexOf("FranceConnect", StringComparison.Ordinal) < text.IndexOf("2JWS", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Row", "#139")]
    public async Task A_chosen_password_is_never_printed()
    {
        var text = await TextAsync(PupilLetters(1, Person("Paul", "ACTIF", "p.actif", null)));
        Assert.Contains("celui que vous avez choisi", text, StringComparison.Ordinal);
        Assert.DoesNotContain("provisoire", text, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Row", "#147")]
    [Trait("Row", "#189")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public async Task A_compromised_account_gets_the_letter_of_a_changed_password(int perPage)
    {
        var pupil = await TextAsync(PupilLetters(perPage, Person("Paul", "RISQUE", "p.risque", null) with { Compromised = true, PasswordKind = PasswordKind.None }));
        Assert.Contains("Changement de votre mot de passe ÉduConnect", pupil, StringComparison.Ordinal);
        Assert.Contains("scan antivirus intégral", pupil, StringComparison.Ordinal);
        Assert.Contains("« Mot de passe oublié »", pupil, StringComparison.Ordinal);
        Assert.DoesNotContain("celui que vous avez choisi", pupil, StringComparison.Ordinal);
        if (perPage == 8)
        {
            return; // Cards are for pupils only.
        }

        var guardian = Person("Ada", "RISQUE", "a.risque", "2JWS3T4H") with { Compromised = true, Children = [new("Paul RISQUE", "5E B", true)] };
        var text = await TextAsync(GuardianLetters(perPage, guardian));
        foreach (var words in new[] { "a réinitialisé le mot de passe de votre compte.", "2JWS", "Paul RISQUE, 5E B", "https://ent.exemple.test", "Les comptes FranceConnect ne sont pas concernés par ce changement." })
        {
            Assert.Contains(words, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Row", "#147")]
    public async Task Among_cards_the_compromised_pupils_get_halves_at_the_end_of_their_class()
    {
        var risk = Person("Paul", "RISQUE", "p.risque", "2JWS3T4H") with { Compromised = true };
        var pages = (await TextAsync(PupilLetters(8, Person("Anaïs", "DELORME", "a.delorme", "NYTX2CVG"), risk, Person("Noé", "CASTAING", "n.castaing3", "XBXKJBEU")))).Split('\f');
        Assert.Contains("n.castaing3", pages[0], StringComparison.Ordinal);
        Assert.DoesNotContain("p.risque", pages[0], StringComparison.Ordinal);
        Assert.Contains("p.risque", pages[1], StringComparison.Ordinal);
        Assert.Contains("scan antivirus intégral", pages[1], StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Row", "#147")]
    [Trait("Row", "#189")]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_letter_of_a_changed_password_says_only_what_is_true(int perPage)
    {
        var risk = Person("Ada", "RISQUE", "a.risque", "2JWS3T4H") with { Compromised = true, Children = [new("Paul RISQUE", "5E B", true)] };
        Func<int, LetterPerson[], LetterJob>[] makers = [PupilLetters, GuardianLetters];
        foreach (var make in makers)
        {
            var informed = await TextAsync(make(perPage, [risk]));
            Assert.DoesNotContain("toujours actif", informed, StringComparison.Ordinal);
            Assert.Contains("À la première connexion, ", informed, StringComparison.Ordinal);
            var activated = await TextAsync(make(perPage, [risk with { State = AccountState.Activated }]));
            Assert.Contains("toujours actif", activated, StringComparison.Ordinal);
            Assert.DoesNotContain("naissance", activated, StringComparison.Ordinal);
            var bare = await TextAsync(make(perPage, [risk with { State = AccountState.Activated, Password = null, ValidUntil = null, PasswordKind = PasswordKind.None }]));
            Assert.Contains("a.risque", bare, StringComparison.Ordinal);
            Assert.Contains("https://ent.exemple.test", bare, StringComparison.Ordinal);
            Assert.DoesNotContain("saisissez", bare, StringComparison.Ordinal);
            Assert.DoesNotContain("aucun", bare, StringComparison.Ordinal);
        }
    }

    [Theory]
    [Trait("Row", "#139")]
    [Trait("Row", "#188")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public async Task Without_any_password_the_letter_says_so_and_what_to_do(int perPage)
    {
        var nobody = Person("Ada", "SANSMOT", "a.sansmot", null) with { PasswordKind = PasswordKind.None, Children = [new("Paul SANSMOT", "5E B", true)] };
        List<string> letters = [await TextAsync(PupilLetters(perPage, nobody)), .. perPage == 8 ? Array.Empty<string>() : [await TextAsync(GuardianLetters(perPage, nobody))]];
        Assert.All(letters, letter =>
        {
            Assert.Contains("aucun", letter, StringComparison.Ordinal);
            Assert.Contains("« Mot de passe oublié »", letter, StringComparison.Ordinal);
            Assert.Contains("établissement", letter, StringComparison.Ordinal);
            Assert.DoesNotContain("celui que vous avez choisi", letter, StringComparison.Ordinal);
        });
        Assert.All(letters.Skip(1), letter => Assert.Contains("Sans FranceConnect, ", letter, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Row", "#188")]
    public async Task A_reset_of_an_active_account_asks_to_activate_nothing()
    {
        var reset = Person("Nadia", "BERTHELOT", "n.berthelot41", "2JWS3T4H") with { State = AccountState.Activated, Children = [new("Inès BERTHELOT", "5E B", true)] };
        foreach (var text in new[] { await TextAsync(GuardianLetters(1, reset)), await TextAsync(GuardianLetters(2, reset)), await TextAsync(PupilLetters(1, reset)), await TextAsync(PupilLetters(2, reset)) })
        {
            Assert.Contains("2JWS", text, StringComparison.Ordinal);
            Assert.DoesNotContain("naissance", text, StringComparison.Ordinal);
            Assert.DoesNotContain("« Je n’ai pas de compte »", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Pour activer votre compte", text, StringComparison.Ordinal);
        }
    }

    /// <summary>Who had a password learns that it does not work any more, that the new one is provisional, and that the next sign-in asks for another.</summary>
    [Theory]
    [Trait("Row", "#146")]
    [Trait("Row", "#149")]
    [Trait("Row", "#188")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public async Task The_letter_of_an_active_account_says_that_its_password_was_reset(int perPage)
    {
        var reset = Person("Nadia", "BERTHELOT", "n.berthelot41", "2JWS3T4H") with { State = AccountState.Activated, Children = [new("Inès BERTHELOT", "5E B", true)] };
        List<string> letters = [await TextAsync(PupilLetters(perPage, reset)), .. perPage == 8 ? Array.Empty<string>() : [await TextAsync(GuardianLetters(perPage, reset))]];
        Assert.All(letters, letter =>
        {
            Assert.Contains("réinitialisé", letter, StringComparison.Ordinal);
            Assert.Contains("provisoire", letter, StringComparison.Ordinal);
            Assert.Contains("prochaine connexion", letter, StringComparison.Ordinal);
            Assert.DoesNotContain("première connexion", letter, StringComparison.Ordinal);
        });
        var first = await TextAsync(PupilLetters(perPage, reset with { State = AccountState.Informed }));
        Assert.Contains("première connexion", first, StringComparison.Ordinal);
        Assert.DoesNotContain("réinitialisé", first, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Row", "#147")]
    [InlineData(2)]
    [InlineData(8)]
    public async Task Half_a_sheet_without_password_names_the_school_to_ask(int perPage)
    {
        var bare = Person("Ada", "RISQUE", "a.risque", null) with { Compromised = true, PasswordKind = PasswordKind.None, Children = [new("Paul RISQUE", "5E B", true)] };
        Assert.Contains("adressez-vous à l’établissement CLG JEANNE VALMONT.", await TextAsync(PupilLetters(perPage, bare)), StringComparison.Ordinal);
        if (perPage == 2)
        {
            Assert.Contains("adressez-vous à l’établissement CLG JEANNE VALMONT.", await TextAsync(GuardianLetters(perPage, bare)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_institution_gets_no_civility_and_its_many_children_a_list()
    {
        var children = Enumerable.Range(1, 145).Select(i => new LetterChild($"Enfant{i} NOM{i}", "5E B", i % 3 != 0)).ToList();
        var text = await TextAsync(GuardianLetters(2, Person(string.Empty, "DÉPARTEMENT DU RHÔNE", "departementdurhone", "2XQ27P8N") with { Children = children }));
        Assert.Contains("Madame, Monsieur,", text, StringComparison.Ordinal);
        Assert.All(children, child => Assert.Contains(child.Name, text, StringComparison.Ordinal));
        Assert.Equal(3, text.Count(sign => sign == '\f'));
    }

    [Fact]
    public async Task Strange_names_do_not_stop_a_job()
    {
        var text = await TextAsync(PupilLetters(8, Person("Ẽrik \u202eŁukasz\u0007", "漢 <b>*_#$[]\\ @x", "e.x", "2XQ27P8N"), Person(new string('é', 60), new string('W', 90), new string('m', 64), "TBKF3TFE")));
        Assert.Contains("Erik Łukasz", text, StringComparison.Ordinal);
        Assert.Contains("? <b>*_#$[]\\ @x", text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "#146")]
    public async Task The_document_is_tagged_and_names_its_title_and_language()
    {
        using var press = Press();
        var document = await press.PrintAsync(PupilLetters(1, Person("Anaïs", "DELORME", "a.delorme", "NYTX2CVG")), Cancellation);
        var info = await ToolAsync("pdfinfo", document, "-");
        Assert.Matches("Tagged: +yes", info);
        Assert.Matches("Title: +Comptes ÉduConnect des élèves", info);
        var raw = Encoding.Latin1.GetString(document);
        Assert.Contains("/Lang", raw, StringComparison.Ordinal);
        Assert.Contains("pdfuaid:part", raw, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "#150")]
    [Trait("Row", "#192")]
    [Trait("Row", "#151")]
    public async Task A_list_names_curriculum_and_class_and_each_class_starts_a_page()
    {
        string[] first = ["DELORME", "Anaïs", "BERTHELOT", "Nadia", "Non activé - informé", "n.berthelot41", "2JWS3T4H"];
        string[] second = ["=1+1", "<b>*_#$[]\\ @x", "漢", string.Empty, "Activé", new string('m', 64), "*****"];
        var job = new AccountListJob(
            "Liste des comptes des représentants légaux", "20/11/2026", "CLG JEANNE VALMONT", "0999901Z", "Saint-Aubrac", ["Nom représentant légal", "Prénom représentant légal"], false,
            [new("5EME", "5E B", "Cinquième B", [.. Enumerable.Repeat(first, 40)]), new(null, null, null, [second])]);
        using var press = Press();
        var document = await press.PrintAsync(job, Cancellation);
        var pages = (await ToolAsync("pdftotext", document, "-enc", "UTF-8", "-layout", "-", "-")).Replace('\u00a0', ' ').Split('\f');
        foreach (var words in new[] { "MEF : 5EME", "Classe : 5E B - Cinquième B", "Nom élève", "État des comptes", "Identifiant", "Mot de passe", "n.berthelot41", "2JWS", "Date de création : 20/11/2026" })
        {
            Assert.Contains(words, pages[0], StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Sans classe", pages[0], StringComparison.Ordinal);
        Assert.Contains("Nom élève", pages[1], StringComparison.Ordinal);
        Assert.Contains("Sans classe", pages[^2], StringComparison.Ordinal);
        Assert.Contains("<b>*_#$[]\\ @x", pages[^2], StringComparison.Ordinal);
        Assert.Contains("pdfuaid:part", Encoding.Latin1.GetString(document), StringComparison.Ordinal);
        Assert.Matches("Tagged: +yes", await ToolAsync("pdfinfo", document, "-"));
    }

    /// <summary>A page that goes on with a class says which one, and the lines of one account stay on one page.</summary>
    [Fact]
    [Trait("Row", "#150")]
    [Trait("Row", "#192")]
    public async Task A_page_of_a_list_that_goes_on_names_its_class_and_no_row_is_cut()
    {
        List<IReadOnlyList<string>> rows = [.. Enumerable.Range(1, 60).Select(i => (string[])["DELORME", "Anaïs", "Non activé - informé", $"debut{i:000}".PadRight(36, 'm') + $"fin{i:000}", "2JWS3T4H"])];
        var job = new AccountListJob(
            "Liste des comptes des élèves", "20/11/2026", "CLG JEANNE VALMONT", "0999901Z", "Saint-Aubrac", [], false,
            [new("5EME", "5E B", "Cinquième B", rows), new("6EME", "6E A", "Sixième A", rows[..2]), new(null, null, null, rows)]);
        using var press = Press();
        var pages = (await ToolAsync("pdftotext", await press.PrintAsync(job, Cancellation), "-enc", "UTF-8", "-layout", "-", "-")).Replace('\u00a0', ' ').Split('\f')[..^1];
        var second = Array.FindIndex(pages, page => page.Contains("Classe : 6E A - Sixième A", StringComparison.Ordinal));
        Assert.InRange(second, 2, pages.Length - 3);
        Assert.DoesNotContain("(suite)", pages[0] + pages[second] + pages[second + 1], StringComparison.Ordinal);
        Assert.All(pages[1..second], page => Assert.Contains("MEF : 5EME · Classe : 5E B - Cinquième B (suite)", page, StringComparison.Ordinal));
        Assert.All(pages[(second + 2)..], page => Assert.Contains("Sans classe (suite)", page, StringComparison.Ordinal));
        Assert.All(pages, page => Assert.Equal(page.Split("debut").Length, page.Split("fin").Length));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public async Task Somebody_without_class_leaves_no_gap_between_two_marks(int perPage)
    {
        var pupil = Person("Anaïs", "DELORME", "a.delorme", "NYTX2CVG") with { ClassCode = string.Empty, ClassLabel = string.Empty };
        var guardian = pupil with { Children = [new("Inès BERTHELOT", string.Empty, true), new("Malo BERTHELOT", "5E B", true)] };
        var text = await TextAsync(PupilLetters(perPage, pupil)) + (perPage > 2 ? string.Empty : await TextAsync(GuardianLetters(perPage, guardian)));
        Assert.DoesNotMatch("· *·|BERTHELOT, *[(;]|, *$", text);
        Assert.Contains("DELORME", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_that_was_killed_is_replaced_and_a_cancelled_job_harms_no_other()
    {
        using var press = Press();
        var job = PupilLetters(1, Person("Anaïs", "DELORME", "a.delorme", "NYTX2CVG"));
        var first = await press.PrintAsync(job, Cancellation);
        using var stop = new CancellationTokenSource();
        // Seconds of work, and cancelled at once: however slow the machine, the job cannot end first.
        var cancelled = press.PrintAsync(job with { Classes = [.. Enumerable.Repeat(job.Classes[0], 400)] }, stop.Token);
#pragma warning disable CA1849 // the callbacks must have run before the next line
        stop.Cancel();
#pragma warning restore CA1849
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(first, await press.PrintAsync(job, Cancellation));
    }

    [Fact]
    public async Task A_missing_worker_is_said_so()
    {
        using var press = new LetterPress(new LetterOptions { Node = "no-such-node" }, TimeProvider.System);
        var failure = await Assert.ThrowsAsync<LettersUnavailableException>(() => press.PrintAsync(PupilLetters(1, Person("A", "B", "a.b", "2XQ27P8N")), Cancellation));
        Assert.Contains("no-such-node", failure.Message, StringComparison.Ordinal);
    }
}
