import jakarta.jws.WebMethod;
import jakarta.jws.WebParam;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.ws.Service;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.math.BigDecimal;
import java.net.URL;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.Source;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/**
 * Calls SOLO services by what wsimport generated from their WSDL.
 *
 * One call per line on standard input, fields parted by tabs: service, its address, port, operation, kind of input, and the document, or the
 * parameters as name=value, in base64. Operation `?WSDL` checks the service's description against the published schemas of WSDL. Per call one
 * line on standard output: `ok` or `failed`, and the reply or the reason in base64.
 */
public final class Calls {
    private static final String NAMESPACE = "http://secure.softwarekey.com/solo/webservices/";
    private static final Map<String, Object> PORTS = new HashMap<>();

    public static void main(String[] arguments) throws Exception {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] fields = line.split("\t", -1);
            String[] parts = Arrays.stream(fields).skip(5).map(Calls::decoded).toArray(String[]::new);
            try {
                tell("ok", fields[3].equals("?WSDL") ? checked(fields[1]) : called(fields, parts));
            } catch (InvocationTargetException error) {
                tell("failed", String.valueOf(error.getCause()));
            } catch (Exception error) {
                tell("failed", String.valueOf(error));
            }
        }
    }

    private static void tell(String outcome, String text) throws Exception {
        System.out.println(outcome + "\t" + Base64.getEncoder().encodeToString(text.getBytes("UTF-8")));
    }

    private static String decoded(String text) {
        return new String(Base64.getDecoder().decode(text), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String called(String[] fields, String[] parts) throws Exception {
        String operation = fields[3];
        Object port = port(fields[0], fields[1], fields[2]);
        Method method = methodOf(Class.forName(packageOf(fields[0]) + fields[0] + "Soap"), operation);
        return written(operation, method.invoke(port, argumentsOf(method, fields[4], parts)));
    }

    private static Object port(String service, String address, String port) throws Exception {
        String key = address + port;
        if (!PORTS.containsKey(key)) {
            Class<?> type = Class.forName(packageOf(service) + service);
            Service made = (Service) type.getConstructor(URL.class).newInstance(new URL(address + "?WSDL"));
            PORTS.put(key, made.getPort(new QName(NAMESPACE, service + port), Class.forName(packageOf(service) + service + "Soap")));
        }
        return PORTS.get(key);
    }

    private static String packageOf(String service) {
        return "licet." + service.toLowerCase() + ".";
    }

    private static Method methodOf(Class<?> port, String operation) throws NoSuchMethodException {
        for (Method method : port.getMethods()) {
            WebMethod declared = method.getAnnotation(WebMethod.class);
            if (declared != null && declared.operationName().equals(operation)) return method;
        }
        throw new NoSuchMethodException(operation);
    }

    private static Object[] argumentsOf(Method method, String kind, String[] parts) throws Exception {
        Parameter[] parameters = method.getParameters();
        if (kind.equals("string")) return new Object[] {parts[0]};
        if (kind.equals("element")) return new Object[] {holderOf(parameters[0].getType(), parts[0])};
        Map<String, String> given = new HashMap<>();
        for (String part : parts) given.put(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
        Object[] values = new Object[parameters.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = converted(parameters[i].getType(), given.get(parameters[i].getAnnotation(WebParam.class).name()));
        }
        return values;
    }

    @SuppressWarnings("unchecked")
    private static Object holderOf(Class<?> type, String document) throws Exception {
        Object holder = type.getConstructor().newInstance();
        ((List<Object>) type.getMethod("getContent").invoke(holder)).add(parsed(document).getDocumentElement());
        return holder;
    }

    private static Object converted(Class<?> type, String text) {
        if (type == int.class) return text == null ? 0 : Integer.parseInt(text);
        if (type == boolean.class) return Boolean.parseBoolean(text);
        if (text == null || type == String.class) return text;
        if (type == Integer.class) return Integer.valueOf(text);
        if (type == Boolean.class) return Boolean.valueOf(text);
        if (type == BigDecimal.class) return new BigDecimal(text);
        throw new IllegalArgumentException("A parameter is of type " + type);
    }

    private static String written(String operation, Object reply) throws Exception {
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
        Element root = document.createElement(operation + "Result");
        if (reply instanceof String || reply instanceof Number) {
            root.setTextContent(reply.toString());
        } else {
            for (Method method : reply.getClass().getMethods()) {
                if (method.getName().equals("getContent")) return serialized((Element) ((List<?>) method.invoke(reply)).get(0));
            }
            for (Field field : reply.getClass().getDeclaredFields()) root.appendChild(child(document, field, reply));
        }
        return serialized(root);
    }

    private static Element child(Document document, Field field, Object bean) throws Exception {
        field.setAccessible(true);
        XmlElement declared = field.getAnnotation(XmlElement.class);
        boolean isNamed = declared != null && !declared.name().equals("##default");
        Element child = document.createElement(isNamed ? declared.name() : field.getName());
        Object value = field.get(bean);
        child.setTextContent(value == null ? "" : value.toString());
        return child;
    }

    private static Document parsed(String text) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }

    private static String serialized(Element element) throws Exception {
        StringWriter text = new StringWriter();
        javax.xml.transform.Transformer writer = TransformerFactory.newInstance().newTransformer();
        writer.setOutputProperty("omit-xml-declaration", "yes");
        writer.transform(new DOMSource(element), new StreamResult(text));
        return text.toString();
    }

    private static String checked(String address) throws Exception {
        // not mime-binding, which wants a part in mime:content where WSDL 1.1, section 5.3, leaves it open
        String[] names = {"wsdl", "soap-binding", "soap12-binding", "http", "XMLSchema"};
        Source[] schemas = new Source[names.length];
        for (int i = 0; i < names.length; i++) {
            schemas[i] = new StreamSource(Calls.class.getResource("/schemas/wsdl/" + names[i] + ".xsd").toString());
        }
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        factory.newSchema(schemas).newValidator().validate(new StreamSource(address + "?WSDL"));
        return "<valid/>";
    }
}
