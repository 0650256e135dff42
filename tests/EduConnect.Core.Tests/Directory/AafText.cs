using System.Globalization;
using System.Text;

namespace EduConnect.Core.Tests.Directory;

/// <summary>Writes small exports by hand: one school, a few pupils and guardians, in the public shapes.</summary>
internal sealed class AafText
{
    private readonly List<(string Token, string Body)> _records = [];

    public string Prefix { get; set; } = "ENT2D";

    public string Kind { get; set; } = "Complet";

    public string Date { get; set; } = "20261119";

    public string? Academie { get; set; } = "10";

    public string? Degree { get; set; } = "2D";

    public string Declaration { get; set; } = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    public string Doctype { get; set; } = "<!DOCTYPE ficAlimMENESR SYSTEM \"ficAlimMENESR.dtd\">\n";

    public Encoding Encoding { get; set; } = new UTF8Encoding(false);

    public bool HasHeader { get; set; } = true;

    public static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    public AafText School(string id = "7101", string uai = "9990001X", string name = "CLG$DES TROIS MOULINS$VALFICTIF", string academie = "010", params string[] classes) =>
        Add("EtabEducNat", "categorieStructure", "EtabEducNat", id, [("ENTStructureJointure", [id]), ("ENTStructureUAI", [uai]), ("ENTStructureNomCourant", [name]), ("ENTEtablissementContrat", ["PU"]), ("ENTServAcCodeAcademie", [academie]), ("ENTStructureClasses", classes)]);

    /// <summary>A pupil of the 2nd degree; links in the six-part layout.</summary>
    public AafText Pupil(
        string id, string family, string first, string birth, string ine = "", string school = "7101", string classes = "7101$6EME A", string[]? links = null, (string, string[])[]? more = null) =>
        Add("Eleve", "categoriePersonne", "Eleve", id,
        [
            ("ENTPersonJointure", [id]), ("ENTEleveINE", [ine]), ("ENTEleveStructRattachId", ["6" + id]), ("ENTPersonDateNaissance", [birth]), ("ENTPersonNomPatro", [family]), ("sn", [family]),
            ("givenName", [first]), ("personalTitle", ["Mme"]), ("ENTElevePersRelEleve", links ?? []), ("ENTPersonStructRattach", [school]), ("ENTEleveClasses", classes.Length == 0 ? [] : classes.Split('#')),
            .. more ?? [],
        ]);

    public AafText Guardian(string id, string family, string first, string mobile = "", string mail = "", string civility = "Mme") =>
        Add("PersRelEleve", "categoriePersonne", "PersRelEleve", id,
            [("ENTPersonJointure", [id]), ("ENTPersonNomPatro", [family]), ("sn", [family]), ("givenName", [first]), ("personalTitle", [civility]), ("mobile", [mobile]), ("mail", [mail])]);

    public AafText Add(string token, string categoryName, string category, string id, (string Name, string[] Values)[] attributes) =>
        Raw(token, $"<addRequest>{Head(categoryName, category, id)}<attributes>{string.Concat(attributes.Select(a => $"<attr name=\"{a.Name}\">{Values(a.Values)}</attr>\n"))}</attributes></addRequest>\n");

    public AafText Modify(string token, string category, string id, params (string Name, string[] Values)[] attributes) =>
        Raw(token, $"<modifyRequest>{Head("categorie", category, id)}<modifications>{string.Concat(attributes.Select(a => $"<modification name=\"{a.Name}\" operation=\"replace\">{Values(a.Values)}</modification>\n"))}</modifications></modifyRequest>\n");

    public AafText Delete(string token, string category, string id) => Raw(token, $"<deleteRequest>{Head("categorie", category, id)}</deleteRequest>\n");

    public AafText Raw(string token, string body)
    {
        _records.Add((token, body));
        return this;
    }

    /// <summary>One file per entity, of the three a complet must have, into a new folder.</summary>
    public string Write(string folder)
    {
        System.IO.Directory.CreateDirectory(folder);
        foreach (var token in new[] { "EtabEducNat", "PersRelEleve", "Eleve" }.Union(_records.Select(record => record.Token)))
        {
            File.WriteAllBytes(Path.Combine(folder, FileName(token)), Encoding.GetBytes(Document(token)));
        }

        return folder;
    }

    public string FileName(string token, int chunk = 0) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}_{Kind}_{Date}_{token}_{chunk:0000}.xml");

    public string Document(string token) =>
        $"{Declaration}{Doctype}<ficAlimMENESR>\n{Header()}{string.Concat(_records.Where(record => record.Token == token).Select(record => record.Body))}</ficAlimMENESR>\n";

    private static string Head(string name, string category, string id) =>
        $"<operationalAttributes><attr name=\"{name}\"><value>{category}</value></attr></operationalAttributes><identifier><id>{id}</id></identifier>\n";

    private static string Values(string[] values) => values.Length == 0 ? "<value/>" : string.Concat(values.Select(value => $"<value>{(value.Contains("&e", StringComparison.Ordinal) ? value : Escape(value))}</value>"));

    private string Header()
    {
        var date = Date.Length == 8 ? $"{Date[6..]}/{Date[4..6]}/{Date[..4]}" : "";
        return !HasHeader
            ? ""
            : "<!-- versionAF=\"AAF-VE2407\" -->\n"
                + (Academie is null ? "" : $"<!-- codeAcademieExport=\"{Academie}\" -->\n")
                + (Degree is null ? "" : $"<!-- degre=\"{Degree}\" -->\n")
                + (date.Length == 0 ? "" : $"<!-- dateGenerationExport=\"{date}\" -->\n");
    }
}
