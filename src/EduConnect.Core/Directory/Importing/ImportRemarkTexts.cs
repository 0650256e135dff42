using System.Collections.Frozen;

namespace EduConnect.Core.Directory.Importing;

/// <summary>The English sentences of <see cref="ImportRemark"/>, as the command line and its JSON say them.</summary>
public static class ImportRemarkTexts
{
    private static readonly FrozenDictionary<string, string> Sentences = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        // The deposit and its archives.
        ["NothingFound"] = "no AAF export was found",
        ["ArchiveDamaged"] = "the archive is damaged",
        ["ArchiveNotUnpacked"] = "the archive cannot be unpacked: {0}",
        ["ArchivesNested"] = "archives are nested too deep",
        ["ArchiveHoldsLink"] = "the archive holds a link",
        ["ArchiveHoldsDevice"] = "the archive holds a link or a device",
        ["FolderHoldsLink"] = "it is a link, and only plain files and folders are taken",
        ["ArchiveLeavesItself"] = "the archive names a file outside itself",
        ["ArchiveHoldsTooMany"] = "the archive holds more than {0} entries",
        ["ArchiveUnpacksTooLarge"] = "the archive unpacks to far more than its size",
        ["DataDiskFull"] = "the disk of the data folder is full: free some space and import again ({0})",
        ["NameOfNoExport"] = "{0} was left out: its name is not that of an export",
        ["NameOfNoEntity"] = "{0} was left out: {1} is not a known entity",

        // What an export says of itself.
        ["WithoutDate"] = "{0} states no date: taken as of today",
        ["WithoutAcademie"] = "nothing tells its academie: give --academie",
        ["WithoutDegree"] = "nothing tells its degree: give --degree",
        ["AcademieDiffers"] = "its academie is not sure: {0} ({2}), but {1} ({3})",
        ["DegreeDiffers"] = "its degree is not sure: {0} ({2}), but {1} ({3})",
        ["DateDiffers"] = "its date is not sure: {0} ({2}), but {1} ({3})",
        ["SaidByCommand"] = "the command line",
        ["SaidByFileName"] = "the file name",
        ["SaidByName"] = "its name",
        ["SaidByHeader"] = "the header of {0}",
        ["SaidBySchools"] = "the school records",
        ["SaidByFolder"] = "the folder {0}",
        ["ChunksStartLate"] = "the {0} files start at number {1}: a chunk is missing",
        ["ChunkTwice"] = "chunk {1} of {0} is there twice",
        ["ChunkMissing"] = "chunk {1} of {0} is missing",
        ["NoSchoolFile"] = "the complet has no school file",
        ["NoPupilFile"] = "the complet has no pupil file",
        ["NoGuardianFile"] = "the complet has no guardian file",

        // Its files.
        ["FileUnreadable"] = "it cannot be read ({0})",
        ["FileEmpty"] = "the file is empty",
        ["FileEncoding"] = "the file is not UTF-8 nor a single-byte encoding",
        ["FileDeclaresOther"] = "{0} declares {1} but is {2}",
        ["FileDocumentType"] = "its document type is not that of the AAF exports",
        ["FileNotXml"] = "it is not well-formed XML (line {0})",
        ["FileCutShort"] = "the file ends before its last element",
        ["FileOffGrammar"] = "record {0} does not follow the grammar of the AAF exports ({1})",
        ["ValueTooLong"] = "a value of record {0} is longer than {1} characters",

        // Its place among the others, and what it would do.
        ["OlderThanApplied"] = "it is dated {0}, and an export of {1} was already applied",
        ["DatedInFuture"] = "it is dated {0}, after today ({1}): applied, it would close its source until then",
        ["DeltaAfterGap"] = "it is a delta of {0} and the last export applied is of {1}: a delta repeats {2} exports, so changes may be missing until the next complet",
        ["WaitsForDecision"] = "it waits: an operator has to decide about the {0} of {1} before it, which the safety brake holds",
        ["DeltaWithoutComplet"] = "a delta comes before any complet of its academie and degree",
        ["EarlierRefused"] = "an earlier export of its academie and degree was refused",
        ["TooManyBadRecords"] = "{0} of {1} records cannot be understood, more than 0.5 % (first: {2} {3}, {4})",
        ["SchoolLosesTooMuch"] = "the safety brake stopped it: school {0} would lose {1} of its {2} ties",
        ["SourceLosesTooMuch"] = "the safety brake stopped it: {0} of the {1} accounts of the source would leave it",
        ["WhiteListUnreadable"] = "the white list cannot be read: {0}",
        ["WhiteListLine"] = "the white list has a line that is not a UAI: {0}",
        ["WhiteListNotStored"] = "the white list was not stored, {0}",
        ["DatabaseDiskFull"] = "the disk of the database is full: free some space and import again, it goes on from there ({0})",
        ["DatabaseNotWritable"] = "the database cannot be written ({0})",
        ["Other"] = "{0}",

        // Records set aside.
        ["RecordWithoutIdentifier"] = "no identifier",
        ["RecordIdentifierTooLong"] = "the identifier is too long",
        ["RecordIdentifierDiffers"] = "the identifier differs from that of its attributes",
        ["RecordWithoutCategory"] = "no category",
        ["RecordCategoryUnknown"] = "its category is not known: {0}",
        ["RecordWithoutUai"] = "no valid UAI",
        ["RecordWithoutName"] = "no name",

        // Worth knowing, counted.
        ["SchoolUnknown"] = "change of a school that is not known",
        ["GuardianUnknown"] = "change of a guardian who is not known",
        ["PupilUnknown"] = "change of a pupil who is not known",
        ["TieToNobodyInFiles"] = "tie to a guardian who is not in the files",
        ["TieToNobodyKnown"] = "tie to a guardian who is not known",
        ["TieLayout"] = "tie that is not laid out as expected",
        ["ClassLayout"] = "class that is not laid out as expected",
        ["AttributeUnknown"] = "attribute not known: {0}",
        ["RelationUnknown"] = "relation code not known: {0}",
        ["NoIne"] = "INE that is not one",
        ["IneOfAnother"] = "INE of another child: the pupil was taken as one without INE",
        ["NoBirthDate"] = "birth date that is not one",
        ["NoMail"] = "mail that is not one",
        ["NoMobile"] = "mobile number that is not one",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every code there is.</summary>
    public static IReadOnlyCollection<string> Codes => Sentences.Keys;

    /// <summary>The sentence of a code; the code itself when there is none.</summary>
    public static string English(string code) => Sentences.GetValueOrDefault(code, code);
}
