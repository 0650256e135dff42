using EduConnect.Web.Help;

namespace EduConnect.Web.Tests.Help;

/// <summary>The reader of help files and the search in them, as pure functions.</summary>
[Trait("Row", "#240")]
public sealed class HelpSearchTests
{
    private static readonly HelpBook Book = new([
        HelpReader.Read("a", "# Mots de passe {#mots}\n\n## J’ai oublié mon mot de passe {#oubli}\nMots : perdu\n\nÇa se répare **vite**.\n\n## Le code {#code}\n\nUn SMS part.\n")!,
        HelpReader.Read("b", "# Enfants {#enfants}\n\n## L’élève n’est pas là {#absent}\n\nAttendez la rentrée.\n")!,
    ]);

    [Theory]
    [InlineData("oublié", "oubli")]
    [InlineData("OUBLIE", "oubli")]
    [InlineData("mot de passe", "oubli", "code")]
    [InlineData("l'élève", "absent")]
    [InlineData("l’eleve", "absent")]
    [InlineData("élèves", "absent")]
    [InlineData("perdu", "oubli")]
    [InlineData("ca repare", "oubli")]
    [InlineData("comment je fais pour le code SMS ?", "code")]
    public void Accents_capitals_apostrophes_and_plurals_do_not_matter(string typed, params string[] anchors)
    {
        var results = HelpSearch.Run(Book, typed);
        Assert.Equal(anchors, results.Questions.Select(found => found.Question.Anchor));
        Assert.True(results.IsExact || typed.StartsWith("comment", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("zzz")]
    [InlineData("   ")]
    [InlineData("???")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("code aaa bbb ccc")]
    public void What_is_not_there_is_not_found(string typed) => Assert.Empty(HelpSearch.Run(Book, typed).Questions);

    [Fact]
    public void When_no_question_holds_every_word_the_nearest_come_and_it_is_said()
    {
        var results = HelpSearch.Run(Book, "rentrée banane");
        Assert.Equal(("absent", false), (Assert.Single(results.Questions).Question.Anchor, results.IsExact));
    }

    [Fact]
    public void A_very_long_search_costs_no_more_than_its_beginning() =>
        Assert.Equal("oubli", Assert.Single(HelpSearch.Run(Book, "oublié " + string.Concat(Enumerable.Repeat("oublié ", 50_000))).Questions).Question.Anchor);

    [Theory]
    [InlineData("## Question sans section {#a}\n\nRéponse")]
    [InlineData("# Section\n\n## Question {#a}\n\nRéponse")]
    [InlineData("# Section {#s}\n\n## Question\n\nRéponse")]
    [InlineData("# Section {#s}\n\n## Une {#a}\n\nR\n\n## Deux {#a}\n\nR")]
    [InlineData("Rien que du texte")]
    public void A_file_with_a_mistake_is_refused(string text) => Assert.Throws<FormatException>(() => HelpReader.Read("x.faq.md", text));

    [Fact]
    public void An_empty_file_is_no_section() => Assert.Null(HelpReader.Read("x.faq.md", " \n"));

    [Theory]
    [InlineData("<b onclick=x>gras</b>", "&lt;b onclick=x&gt;")]
    [InlineData("[ici](javascript:alert(1))", "<p>ici</p>")]
    [InlineData("[ici](//ailleurs.example)", "<p>ici</p>")]
    [InlineData("[ici](/\\ailleurs.example)", "<p>ici</p>")]
    [InlineData("[ici](data:text/html,x)", "<p>ici</p>")]
    [InlineData("![image](https://a.example/i.png)", "<p>image</p>")]
    [InlineData("[ici](https://a.example/)", "<a href=\"https://a.example/\" rel=\"noreferrer\">ici</a>")]
    [InlineData("[ici](/aide)", "<a href=\"/aide\">ici</a>")]
    [InlineData("[ici](mailto:a@a.example)", "href=\"mailto:a@a.example\"")]
    [InlineData("# Titre", "<h3")]
    [InlineData("Quoi ?", "Quoi\u00a0?")]
    public void Markdown_lets_nothing_dangerous_through(string markdown, string html) => Assert.Contains(html, HelpMarkdown.ToHtml(markdown).Value, StringComparison.Ordinal);

    [Fact]
    public void An_autolink_to_a_script_is_text() => Assert.DoesNotContain("href", HelpMarkdown.ToHtml("<javascript:alert(1)>").Value, StringComparison.Ordinal);
}
