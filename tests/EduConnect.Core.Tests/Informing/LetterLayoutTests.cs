using EduConnect.Core.Accounts;
using EduConnect.Core.Informing.Letters;
using Xunit;
using static EduConnect.Core.Tests.Informing.PrintedLetters;

namespace EduConnect.Core.Tests.Informing;

/// <summary>Nothing is cut and nothing stands upon something else, however long a class is called (guide §6, §9).</summary>
[Trait("Row", "#146")]
[Trait("Row", "#188")]
public sealed class LetterLayoutTests
{
    // 60 signs, as the label of a class may have; and 60 without a blank.
    private const string Blanks = "CM1-CM2 de Madame Dupont-Lagarde et de Monsieur Castaing-Oui";
    private const string Solid = "ACCOMPAGNEMENTPERSONNALISEACCOMPAGNEMENTPERSONNALISEABCDEFGH";

    // A card is 74.25 mm high, and what stands on it is cut at 68.
    private const double CardHeight = 74.25;
    private const double CardFoot = 68;

    [Theory]
    [InlineData(Blanks, "Anaïs", "DELORME")]
    [InlineData(Solid, "Anaïs", "DELORME")]
    [InlineData(Blanks, "Marie-Antoinette-Philippine", "DE LA ROCHEFOUCAULD-MONTMORENCY")]
    public async Task A_card_keeps_name_password_and_validity_whole(string label, string first, string last)
    {
        var words = await WordsAsync(PupilLetters(8, Person(first, last, "a.delorme", "NYTX2CVG") with { ClassCode = label, ClassLabel = label }));
        Assert.Equal(60, label.Length);
        var headline = words.First(word => word.Text == "Compte");
        foreach (var wanted in new[] { "NYTX", "2CVG", "20/02/2027", "a.delorme" })
        {
            var word = Assert.Single(words, word => word.Text == wanted);
            Assert.InRange(word.Bottom % CardHeight, 0, CardFoot);
            Assert.InRange(word.Right, 0, 97.5);
        }

        Assert.Equal(label.Replace(" ", string.Empty, StringComparison.Ordinal), string.Concat(words.Where(word => word.Left > 66 && word.Bottom < headline.Bottom).Select(word => word.Text)));
        NothingCovers(words);
    }

    [Theory]
    [InlineData(Blanks)]
    [InlineData(Solid)]
    public async Task A_half_sheet_keeps_its_class_above_its_title(string label)
    {
        var person = Person("Marie-Antoinette-Philippine", "DE LA ROCHEFOUCAULD-MONTMORENCY", "m.larochefoucauld", "NYTX2CVG") with
        {
            ClassCode = label,
            ClassLabel = label,
            Children = [new("Anaïs DE LA ROCHEFOUCAULD", label, true)],
        };
        foreach (var job in new[] { PupilLetters(2, person), GuardianLetters(2, person), PupilLetters(2, person with { Compromised = true }), GuardianLetters(2, person with { Compromised = true }) })
        {
            var words = await WordsAsync(job);
            NothingCovers(words);
            Assert.All(words, word => Assert.InRange(word.Right, 0, 191));
            Assert.InRange(Assert.Single(words, word => word.Text is "20/02/2027" or "20/02/2027.").Bottom, 0, 148.5);
        }
    }

    [Fact]
    public async Task A_sheet_keeps_every_part_between_its_folds()
    {
        var pupil = Person("Anaïs", "DELORME", "a.delorme", "NYTX2CVG") with { ClassCode = Blanks, ClassLabel = Blanks, Children = [new("Anaïs DELORME", Blanks, true)] };
        var none = pupil with { Password = null, ValidUntil = null, PasswordKind = PasswordKind.None, State = AccountState.Activated };
        LetterPerson[] people =
        [
            pupil, none, pupil with { Compromised = true }, none with { Compromised = true }, pupil with { State = AccountState.Activated }, pupil with { State = AccountState.Activated, Compromised = true },
            none with { PasswordKind = PasswordKind.Chosen, State = AccountState.Activating }, none with { State = AccountState.Activating, Compromised = true },
        ];
        foreach (var words in new[] { await WordsAsync(PupilLetters(1, people)), await WordsAsync(GuardianLetters(1, people)) })
        {
            NothingCovers(words);
            Assert.All(words, word => Assert.InRange(word.Bottom, 0, 292));
            Assert.All(words.Where(word => word.Text is "NYTX" or "2CVG"), word => Assert.InRange(word.Bottom, 99, 198));
        }
    }

    [Theory]
    [InlineData("a.delorme")]
    [InlineData("e.huguetcharpentier")]
    [InlineData("m.larochefoucauld12345")]
    public async Task A_school_that_gave_no_address_and_a_long_username_leave_everything_readable(string username)
    {
        var person = Person("Anaïs", "DELORME", username, "NYTX2CVG");
        LetterPerson[] people = [person, person with { Compromised = true }, person with { State = AccountState.Activated }, person with { State = AccountState.Activated, Compromised = true }];
        var sheets = await WordsAsync(PupilLetters(1, people) with { Addresses = [] });
        NothingCovers(sheets);
        Assert.Equal(sheets.Select(word => word.Page).Distinct().Count(), sheets.Count(word => word.Text.StartsWith("20/02/2027", StringComparison.Ordinal)));
        Assert.All(sheets.Where(word => word.Text.StartsWith("20/02/2027", StringComparison.Ordinal)), word => Assert.InRange(word.Bottom, 99, 198));

        // The date stands at the foot of each half; nothing of the letter comes down to it.
        var halves = await WordsAsync(PupilLetters(2, people) with { Addresses = [] });
        NothingCovers(halves);
        foreach (var half in halves.GroupBy(word => (word.Page, IsLower: word.Top > 148.5)))
        {
            var date = Assert.Single(half, word => word.Text == "20/11/2026");
            Assert.All(half.Where(word => word.Top < date.Top - 1), word => Assert.InRange(word.Bottom, 0, date.Top + 0.2));
            Assert.DoesNotContain(half, word => word.Top > date.Bottom);
        }
    }

    [Fact]
    public async Task Many_children_of_long_classes_stand_on_as_many_sheets_as_they_need()
    {
        var children = Enumerable.Range(1, 100).Select(i => new LetterChild($"Enfant{i} NOM", Blanks, i % 3 != 0)).ToList();
        var words = await WordsAsync(GuardianLetters(1, Person("Ada", "DÉPARTEMENT", "a.departement", "2XQ27P8N") with { ClassCode = Blanks, Children = children }));
        Assert.All(children, child => Assert.Single(words, word => word.Text == child.Name.Split(' ')[0]));
        Assert.All(words, word => Assert.InRange(word.Bottom, 0, 292));
        Assert.All(words, word => Assert.InRange(word.Right, 0, 191));
        NothingCovers(words);
    }

    /// <summary>A family of one to three children reads 10 points at least; what stands below the box is set in 11.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_letter_of_an_ordinary_family_is_not_set_small(int children)
    {
        List<LetterChild> family = [.. new LetterChild[] { new("Inès BERTHELOT", "5E B", true), new("Malo BERTHELOT", "6E A", true), new("Anne-Sophie BERTHELOT", "CM2 B", true) }.Take(children)];
        var guardian = Person("Nadia", "BERTHELOT", "n.berthelot41", "2JWS3T4H") with { Civility = "Mme", Children = family };
        foreach (var person in new[] { guardian, guardian with { State = AccountState.Activated }, guardian with { Compromised = true } })
        {
            var words = await WordsAsync(GuardianLetters(1, person));
            var (above, below) = (words.First(word => word.Text == "L’établissement" || word.Text == "présentant"), words.First(word => word.Text is "difficulté,"));
            Assert.InRange(above.Top, 110, 140);
            Assert.InRange((above.Bottom - above.Top) / (below.Bottom - below.Top), 9.99 / 11, 1.01);
            // The help under the box is not glued to what follows the fold.
            Assert.InRange(words.Where(word => word.Top > 202.5).Min(word => word.Top) - words.Where(word => word.Top <= 202.5).Max(word => word.Bottom), 2, 30);
            NothingCovers(words);
        }
    }

    /// <summary>A first name and a name of 75 letters each, as the directory may hold them: smaller, never cut.</summary>
    [Theory]
    [InlineData("5E B")]
    [InlineData(Blanks)]
    public async Task The_longest_names_are_seen_whole_in_the_window_and_on_the_halves(string label)
    {
        var (first, last) = ("Marie-Antoinette Philippine-Charlotte Éléonore-Louise Anne-Sophie Bernadine", "DE LA ROCHEFOUCAULD-MONTMORENCY CASTELNAU DE LA TOUR D’AUVERGNE-SAINT-PRIES");
        Assert.Equal((75, 75), (first.Length, last.Length));
        var person = Person(first, last, "m.larochefoucauldmo", "NYTX2CVG") with { ClassCode = label, ClassLabel = "Classe de " + Blanks[..50], Children = [new($"{first} {last}", label, true), new("Anaïs DELORME", label, true)] };
        foreach (var job in new[] { PupilLetters(1, person), GuardianLetters(1, person), GuardianLetters(1, person with { Civility = "Mme" }) })
        {
            var words = await WordsAsync(job);
            Assert.Equal($"{first} {last}".Replace(" ", string.Empty, StringComparison.Ordinal)[^20..], string.Concat(words.Where(word => word is { Page: 0, Left: >= 109.9, Top: >= 48, Top: < 85 }).Select(word => word.Text)).Split(label[..2])[0].TrimEnd()[^20..]);
            Assert.All(words.Where(word => word is { Page: 0, Left: >= 109.9, Top: >= 48, Top: < 95 }), word => Assert.InRange(word.Bottom, 48, 82));
            NothingCovers(words);
        }

        foreach (var job in new[] { PupilLetters(2, person), GuardianLetters(2, person) })
        {
            var words = await WordsAsync(job);
            var title = words.First(word => word.Text == "Mise");
            Assert.All(words.Where(word => word.Left >= 107.9 && word.Top < title.Top - 1), word => Assert.InRange(word.Bottom, 0, title.Top + 1));
            NothingCovers(words);
        }
    }

    [Theory]
    [InlineData(AccountState.Informed)]
    [InlineData(AccountState.Activated)]
    public async Task A_card_with_a_long_school_name_and_address_loses_nothing(AccountState state)
    {
        var address = "https://ent." + new string('a', 120) + ".exemple.test/etablissements/accueil";
        var job = PupilLetters(8, Person("Marie-Antoinette-Philippine", "DE LA ROCHEFOUCAULD-MONTMORENCY", "m.larochefoucauldmo", "NYTX2CVG") with { State = state, ClassCode = Blanks }) with
        {
            School = new("Lycée général et technologique Marie-Antoinette de Saint-Exupéry-Castelnau-le-Lez", ["99000 Saint-Aubrac"], "0999901Z", 2),
            Addresses = [address],
            Demonstration = true,
        };
        var words = await WordsAsync(job);
        Assert.Contains(address, string.Concat(words.Select(word => word.Text)), StringComparison.Ordinal);
        Assert.Contains(words, word => word.Text == "Démonstration");
        Assert.All(words, word => Assert.InRange(word.Bottom, 0, CardFoot));
        Assert.All(words, word => Assert.InRange(word.Right, 0, 97.5));
        NothingCovers(words);
    }

    private static void NothingCovers(IReadOnlyList<PrintedWord> words)
    {
        foreach (var page in words.GroupBy(word => word.Page))
        {
            var all = page.ToList();
            Assert.DoesNotContain(all.SelectMany((one, rank) => all.Skip(rank + 1).Where(one.Covers).Select(other => $"page {page.Key}: {one.Text} / {other.Text}")), _ => true);
        }
    }
}
