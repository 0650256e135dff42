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

    private static void NothingCovers(IReadOnlyList<PrintedWord> words)
    {
        foreach (var page in words.GroupBy(word => word.Page))
        {
            var all = page.ToList();
            Assert.DoesNotContain(all.SelectMany((one, rank) => all.Skip(rank + 1).Where(one.Covers).Select(other => $"page {page.Key}: {one.Text} / {other.Text}")), _ => true);
        }
    }
}
