import { xmlExternalEntity } from '../../../functions/checks/code/xml-external-entity.ts';
import { describeWeaknessCheck } from '../../builders/describe-weakness-check.ts';

describeWeaknessCheck(xmlExternalEntity, {
  javascript: ['libxmljs.parseXml', /noent/],
  python: ['lxml.etree.XMLParser', /defusedxml/],
});
