using System.Xml;
using EduConnect.Core.Directory.Importing;

namespace EduConnect.Core.Directory.Reading;

/// <summary>
/// Streams one export file (aaf-format §2): a state machine over <see cref="XmlReader"/> that follows the grammar of the AAF document type and
/// nothing else, with one record in memory. No document type is ever read (S-XM1).
/// </summary>
internal sealed class AafReader : IDisposable
{
    /// <summary>Longest text of one value, in characters.</summary>
    public const int LongestValue = 4096;

    private const int PrologChars = 64 * 1024;
    private readonly char[] _text = new char[LongestValue + 1];
    private readonly XmlReader _xml;
    private bool _inRoot;
    private int _position;

    private AafReader(XmlReader xml) => _xml = xml;

    /// <summary>What the comments read so far say; complete once the first record was read.</summary>
    public AafHeader Header { get; } = new();

    /// <summary>Opens a file whose encoding is known.</summary>
    /// <exception cref="DeliveryRefusedException">Its document type is not that of AAF.</exception>
    public static AafReader Open(Stream stream, System.Text.Encoding encoding)
    {
        var text = new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024);
        var prolog = new char[PrologChars];
        var length = text.ReadBlock(prolog);
        var head = prolog.AsMemory(0, length);
        head = head.Span.StartsWith("\uFEFF") ? head[1..] : head;
        var settings = new XmlReaderSettings
        {
            DtdProcessing = Prolog.HasAafDoctype(head.Span) ? DtdProcessing.Ignore : DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersFromEntities = 1024,
            MaxCharactersInDocument = 2_000_000_000,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
            CloseInput = true,
        };
        return new AafReader(XmlReader.Create(new NamedEntityReader(new HeadedReader(head, text)), settings));
    }

    /// <summary>Reads the next record into <paramref name="record"/>; false at the end of the file.</summary>
    /// <exception cref="DeliveryRefusedException">The file is not well formed, is cut short or leaves the grammar.</exception>
    public bool Read(AafRecord record)
    {
        try
        {
            return (_inRoot || EnterRoot()) && ReadRecord(record);
        }
        catch (XmlException error)
        {
            throw new DeliveryRefusedException(ImportRemark.Of("FileNotXml", error.LineNumber), error);
        }
    }

    public void Dispose() => _xml.Dispose();

    private bool EnterRoot()
    {
        _xml.MoveToContent();
        if (_xml.NodeType != XmlNodeType.Element || _xml.Name != "ficAlimMENESR")
        {
            throw OffGrammar();
        }

        _inRoot = true;
        if (_xml.IsEmptyElement)
        {
            Drain();
            return false;
        }

        return true;
    }

    private bool ReadRecord(AafRecord record)
    {
        if (!NextElement(0))
        {
            Drain();
            return false;
        }

        record.Start(
            _xml.Name switch
            {
                "addRequest" => AafOperation.Add,
                "modifyRequest" => AafOperation.Modify,
                "deleteRequest" => AafOperation.Delete,
                _ => throw OffGrammar(),
            },
            ++_position);
        if (!_xml.IsEmptyElement)
        {
            ReadParts(record);
        }

        return true;
    }

    private void ReadParts(AafRecord record)
    {
        while (NextElement(1))
        {
            switch (_xml.Name)
            {
                case "operationalAttributes":
                    ReadAttributes("attr", (_, value) => record.Category = value.Trim());
                    break;
                case "identifier":
                    ReadIdentifier(record);
                    break;
                case "attributes" when record.Operation == AafOperation.Add:
                    ReadAttributes("attr", record.Add);
                    break;
                case "modifications" when record.Operation == AafOperation.Modify:
                    ReadAttributes("modification", record.Add);
                    break;
                default:
                    throw OffGrammar();
            }
        }
    }

    private void ReadIdentifier(AafRecord record)
    {
        while (!_xml.IsEmptyElement && NextElement(2))
        {
            record.Id = _xml.Name == "id" ? ReadText().Trim() : throw OffGrammar();
        }
    }

    private void ReadAttributes(string element, Action<string, string> add)
    {
        if (_xml.IsEmptyElement)
        {
            return;
        }

        while (NextElement(2))
        {
            var name = _xml.Name == element ? _xml.GetAttribute("name") ?? throw OffGrammar() : throw OffGrammar();
            if (element == "modification" && _xml.GetAttribute("operation") != "replace")
            {
                throw OffGrammar();
            }

            if (_xml.IsEmptyElement)
            {
                add(name, string.Empty);
                continue;
            }

            while (NextElement(3))
            {
                add(name, _xml.Name == "value" ? ReadText() : throw OffGrammar());
            }
        }
    }

    /// <summary>Moves to the next element inside the one of depth <paramref name="parent"/>; false when that one ends.</summary>
    private bool NextElement(int parent)
    {
        while (_xml.Read())
        {
            switch (_xml.NodeType)
            {
                case XmlNodeType.Element when _xml.Depth == parent + 1:
                    return true;
                case XmlNodeType.EndElement when _xml.Depth == parent:
                    return false;
                case XmlNodeType.EndElement when _xml.Depth == parent + 1:
                case XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    break;
                case XmlNodeType.Comment:
                    Header.Accept(_xml.Value);
                    break;
                default:
                    throw OffGrammar();
            }
        }

        throw new DeliveryRefusedException(ImportRemark.Of("FileCutShort"));
    }

    private string ReadText()
    {
        if (_xml.IsEmptyElement)
        {
            return string.Empty;
        }

        var length = 0;
        while (_xml.Read() && _xml.NodeType != XmlNodeType.EndElement)
        {
            if (_xml.NodeType == XmlNodeType.Comment)
            {
                continue;
            }

            if (_xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace))
            {
                throw OffGrammar();
            }

            length = ReadChunks(length);
        }

        return length == 0 ? string.Empty : new string(_text, 0, length);
    }

    private int ReadChunks(int length)
    {
        int read;
        while ((read = _xml.ReadValueChunk(_text, length, _text.Length - length)) > 0)
        {
            length += read;
            if (length > LongestValue)
            {
                throw new DeliveryRefusedException(ImportRemark.Of("ValueTooLong", _position, LongestValue));
            }
        }

        return length;
    }

    private void Drain()
    {
        while (_xml.Read())
        {
            // what follows the root can only be comments and white space: the parser refuses the rest
        }
    }

    private DeliveryRefusedException OffGrammar() => new(ImportRemark.Of("FileOffGrammar", _position, $"{_xml.NodeType} {Short(_xml.Name)}"));

    private static string Short(string name) => name.Length <= 40 ? name : name[..40];
}
